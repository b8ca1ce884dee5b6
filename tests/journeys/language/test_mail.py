"""What the newsroom writes to people, by its own hand and by the packages', is Vietnamese."""

import pytest
from django.core import mail
from django.utils.translation import override

from tests.factories import UserFactory
from tests.journeys.language.house import furnish
from tests.journeys.language.words import foreign
from tests.newsroom.editorial.verbs_house import House


@pytest.fixture
def letters(mailoutbox):
    def read():
        return [(letter.subject, word) for letter in mailoutbox for word in foreign(f"{letter.subject}\n{letter.body}")]

    return read


def test_letters_about_stories(db, letters, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        furnish()

    assert mail.outbox
    assert letters() == []


@pytest.mark.parametrize("known", [True, False])
def test_the_letter_for_a_forgotten_password(db, client, letters, known):
    address = UserFactory().email if known else "nguoila@example.com"

    client.post("/tai-khoan/password/reset/", {"email": address})

    assert len(mail.outbox) == 1
    assert letters() == []


def test_the_letter_after_a_new_password(db, client, letters):
    person = UserFactory()
    client.post("/tai-khoan/login/", {"login": person.username, "password": "matkhau-dung-thu"})

    client.post(
        "/tai-khoan/password/change/",
        {"oldpassword": "matkhau-dung-thu", "password1": "chieng-dem-nha-dai", "password2": "chieng-dem-nha-dai"},
    )

    assert letters() == []


def test_a_letter_speaks_the_newsrooms_language_not_the_senders(db, mailoutbox, django_capture_on_commit_callbacks):
    house = House()
    with override("en"), django_capture_on_commit_callbacks(execute=True):
        house.submitted()

    assert [letter.subject.partition(":")[0] for letter in mailoutbox] == ["Bài chờ Trưởng ban"] * 2
