"""One door to the newsroom, and it counts wrong passwords."""

import pytest
from django.core.cache import caches

from tests.factories import UserFactory
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db
DOORS = ["/tai-khoan/login/", "/quan-tri/login/", "/_util/login/"]


@pytest.fixture(autouse=True)
def nothing_counted():
    caches["default"].clear()
    yield
    caches["default"].clear()


@pytest.mark.parametrize("door", DOORS)
def test_every_door_leads_to_the_form_that_counts(client, door):
    person = UserFactory()
    for wrong in range(11):
        client.post(
            door, {"login": person.username, "username": person.username, "password": f"sai-{wrong}"}, follow=True
        )
    right = {"login": person.username, "username": person.username, "password": PASSWORD}
    client.post(door, right, follow=True)
    assert "_auth_user_id" not in client.session


def test_a_colleague_behind_the_same_address_still_comes_in(client):
    locked, colleague = UserFactory(), UserFactory()
    for wrong in range(11):
        client.post(DOORS[0], {"login": locked.username, "password": f"sai-{wrong}"})
    client.post(DOORS[0], {"login": colleague.username, "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(colleague.pk)


@pytest.mark.parametrize("door", DOORS[1:])
def test_wagtails_own_forms_are_gone(client, door):
    answer = client.get(door, {"next": "/quan-tri/tin-bai/"})
    assert (answer.status_code, answer.url) == (302, "/tai-khoan/login/?next=/quan-tri/tin-bai/")
    assert client.post(door, {"username": "a", "password": "b"}).status_code == 405
    assert client.get("/quan-tri/password_reset/").url == "/tai-khoan/password/reset/"


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_login_leads_nowhere_else(client, elsewhere):
    person = UserFactory()
    answer = client.post(DOORS[0], {"login": person.username, "password": PASSWORD, "next": elsewhere})
    assert answer.url == "/quan-tri/"
