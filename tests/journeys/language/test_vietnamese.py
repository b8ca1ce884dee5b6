"""Every screen a person of the newsroom can reach speaks Vietnamese: each message asked for has its words, and no English is seen.

So does what it says to forms that are wrong. And none is blank: a template that fails inside a block may leave nothing and say nothing.
"""

from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import trans_real

from tests.factories.people import PASSWORD
from tests.journeys.language.crawl import walk
from tests.journeys.language.forms import answers
from tests.journeys.language.house import ROLES, addresses, furnish
from tests.journeys.language.words import foreign

LOAN_WORDS = {
    line.partition("\t")[0]
    for line in Path(settings.LOCALE_PATHS[0], "vi", "loanwords.txt").read_text().splitlines()
    if not line.startswith("#")
}


FILL_IN = ("reporter", "secretary", "owner", "visitor")  # whose forms are all there are
BLANK = 20  # characters: less than the shortest heading with a sentence


@pytest.fixture
def asked(monkeypatch):
    """Every message id that is looked up in a catalogue, whatever the way: Python, template, lazy, plural, in context."""
    ids = set()

    def listen(name):
        look_up = getattr(trans_real.DjangoTranslation, name)

        def heard(catalogue, message, *rest):
            ids.add(message)
            return look_up(catalogue, message, *rest)

        monkeypatch.setattr(trans_real.DjangoTranslation, name, heard)

    listen("gettext")
    listen("ngettext")
    return ids


def without_vietnamese(ids) -> list[str]:
    words = trans_real.translation("vi")._catalog
    return sorted(
        message
        for message in ids
        if message and words.get(message) is None and words.get((message, 0)) is None and message not in LOAN_WORDS
    )


@pytest.mark.parametrize("role", ROLES)
def test_every_screen_speaks_vietnamese(role, client, db, asked, settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    person = furnish()[role]
    if person:
        client.post("/tai-khoan/login/", {"login": person.username, "password": PASSWORD})

    reads = list(walk(client, addresses(role)))
    client.raise_request_exception = False
    forms = [form for read in reads for form in read.forms] if role in FILL_IN else []
    said = list(answers(client, forms))
    seen = {(word, text) for read in [*reads, *said] for text in read.texts for word in foreign(text)}

    assert [read.address for read in reads if read.length is not None and read.length < BLANK] == []
    assert [read.address for read in reads if read.status >= 500 or "None" in read.address] == []
    assert sorted({answer.action for answer in said if answer.status >= 500}) == []
    assert sorted(seen) == []
    assert without_vietnamese(asked) == []
