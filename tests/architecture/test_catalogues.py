"""Nobody needs gettext to run the newsroom: each compiled catalogue is committed and says what its source says."""

import polib

from tests.architecture.code import files

SOURCES = files("*.po")


def _messages(entries):
    return {(entry.msgctxt, entry.msgid): entry.msgstr_plural or entry.msgstr for entry in entries}


def test_compiled_catalogues_are_current():
    for source in SOURCES:
        assert _messages(polib.mofile(source.with_suffix(".mo"))) == _messages(
            polib.pofile(source).translated_entries()
        )


def test_nothing_waits_for_a_review():
    assert [entry.msgid for source in SOURCES for entry in polib.pofile(source).fuzzy_entries()] == []


def test_everything_is_said_in_vietnamese():
    vietnamese = [source for source in SOURCES if "vi" in source.parts]

    assert vietnamese
    assert [entry.msgid for source in vietnamese for entry in polib.pofile(source).untranslated_entries()] == []
