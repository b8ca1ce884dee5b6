"""Nobody needs gettext to run the newsroom: each compiled catalogue is committed and says what its source says."""

import re

import polib
import pytest

from deploy.messages import LOCALE, extracted
from tests.architecture.code import files

SOURCES = files("*.po")
FILLED_IN = re.compile(r"%\(\w+\)[sd]|%[sd]")


def _messages(entries):
    return {(entry.msgctxt, entry.msgid): entry.msgstr_plural or entry.msgstr for entry in entries}


def _ids(language, domain):
    catalogue = polib.pofile(LOCALE / language / "LC_MESSAGES" / f"{domain}.po")
    return {(entry.msgid, entry.msgctxt or "") for entry in catalogue}


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


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_what_the_code_says_is_what_the_catalogues_hold(domain):
    """`make messages` was run after the words changed."""
    said = {(msgid, context) for msgid, _plural, context in extracted()[domain]}
    vietnamese, english = _ids("vi", domain), _ids("en", domain)

    assert sorted(said - vietnamese) == []
    assert sorted(english - said) == []
    assert sorted(english - vietnamese) == []


def test_what_is_filled_in_is_filled_in_in_every_language():
    entries = [entry for source in SOURCES for entry in polib.pofile(source).translated_entries()]
    wrong = [
        (entry.msgid, words)
        for entry in entries
        for words in [entry.msgstr, *entry.msgstr_plural.values()]
        if words and not set(FILLED_IN.findall(words)) <= set(FILLED_IN.findall(entry.msgid + entry.msgid_plural))
    ]

    assert wrong == []
