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


def test_every_message_is_translated_and_reviewed():
    for source in SOURCES:
        catalogue = polib.pofile(source)
        assert [entry.msgid for entry in catalogue.untranslated_entries() + catalogue.fuzzy_entries()] == []
