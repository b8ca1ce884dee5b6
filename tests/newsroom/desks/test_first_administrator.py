import pytest
from django.core.management import CommandError, call_command

from newsroom.people.models import User

ANSWERS = {
    "ADMINISTRATOR_USERNAME": "quantri",
    "ADMINISTRATOR_EMAIL": "quantri@example.org",
    "ADMINISTRATOR_PASSWORD": "Cà phê Buôn Ma Thuột 1904",
}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _answers(monkeypatch):
    for name, value in ANSWERS.items():
        monkeypatch.setenv(name, value)


def test_first_administrator_may_enter_the_newsroom(client):
    call_command("first_administrator", verbosity=0)

    assert client.login(username="quantri", password=ANSWERS["ADMINISTRATOR_PASSWORD"])
    assert User.objects.get().has_perm("wagtailadmin.access_admin")


def test_a_second_one_is_refused_until_asked_for_by_name(monkeypatch):
    call_command("first_administrator")
    monkeypatch.setenv("ADMINISTRATOR_USERNAME", "quantri2")

    with pytest.raises(CommandError, match="Đã có quản trị viên"):
        call_command("first_administrator")
    call_command("first_administrator", another=True)

    assert set(User.objects.values_list("username", flat=True)) == {"quantri", "quantri2"}


@pytest.mark.parametrize(
    ("variable", "value"), [("ADMINISTRATOR_PASSWORD", "12345"), ("ADMINISTRATOR_EMAIL", "không phải thư")]
)
def test_a_weak_password_or_a_wrong_address_makes_nobody(monkeypatch, variable, value):
    monkeypatch.setenv(variable, value)

    with pytest.raises(CommandError):
        call_command("first_administrator")

    assert not User.objects.exists()
