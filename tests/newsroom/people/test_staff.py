"""Accounts: made, mended and closed by an administrator of the same newsroom; never deleted; no way up from here."""

import pytest
from django.urls import reverse

from newsroom.desks.roles import Role
from newsroom.people.models import User
from tests.factories import DeskFactory, NewsroomFactory, UserFactory

PASSWORD = "con-trau-di-cay-2026"


@pytest.fixture
def newsroom(db):
    return NewsroomFactory()


@pytest.fixture
def administrator(newsroom):
    return UserFactory(roles=[(Role.ADMINISTRATOR, newsroom)])


@pytest.fixture
def as_administrator(client, administrator):
    client.force_login(administrator)
    return client


def account(person, **changed) -> dict:
    facts = {
        "username": person.username,
        "last_name": person.last_name,
        "first_name": person.first_name,
        "email": person.email,
    }
    return facts | {"is_active": "on"} | changed


def edit(client, person, **changed):
    return client.post(reverse("wagtailusers_users:edit", args=[person.pk]), account(person, **changed), follow=True)


def test_a_new_person_is_named_in_vietnamese_order_and_sent_on_to_roles(as_administrator):
    facts = {
        "username": "ynhiem", "last_name": "Y Nhiệm", "first_name": "Kbuôr", "email": "ynhiem@example.com",
        "password1": PASSWORD, "password2": PASSWORD, "is_superuser": "on",
    }  # fmt: skip
    response = as_administrator.post(reverse("wagtailusers_users:add"), facts)
    person = User.objects.get(username="ynhiem")
    assert str(person) == "Y Nhiệm Kbuôr" and not person.is_superuser
    assert response["Location"] == reverse("newsroom_roles:person", args=[person.pk])


def test_the_form_asks_in_vietnamese_and_gives_no_groups(as_administrator):
    page = as_administrator.get(reverse("wagtailusers_users:add")).content.decode()
    assert page.index("Họ và tên đệm") < page.index('name="first_name"')
    assert 'name="groups"' not in page and 'name="is_superuser"' not in page


def test_an_account_is_closed_not_deleted(as_administrator, newsroom):
    person = UserFactory(roles=[(Role.REPORTER, DeskFactory(parent=newsroom))])
    as_administrator.post(f"/quan-tri/users/delete/{person.pk}/")
    edit(as_administrator, person, is_active="")
    person.refresh_from_db()
    assert not person.is_active


def test_forged_groups_and_superuser_are_ignored(as_administrator, administrator, newsroom):
    person = UserFactory()
    group = administrator.groups.get()
    edit(as_administrator, person, is_superuser="on", groups=[group.pk])
    person.refresh_from_db()
    assert not person.is_superuser and not person.groups.exists()


def test_accounts_of_other_organizations_and_of_the_house_are_out_of_reach(as_administrator):
    stranger = UserFactory(last_name="Người", first_name="Lạ", roles=[(Role.LEADER, NewsroomFactory())])
    founder = User.objects.create_superuser("nguoilap", "lap@example.com", PASSWORD)
    listed = as_administrator.get(reverse("wagtailusers_users:index")).content.decode()
    assert "Người Lạ" not in listed and "nguoilap" not in listed
    for person in (stranger, founder):
        assert as_administrator.get(reverse("wagtailusers_users:edit", args=[person.pk])).status_code == 404


def test_the_last_administrator_cannot_be_closed(client, administrator, newsroom):
    founder = User.objects.create_superuser("nguoilap", "lap@example.com", PASSWORD)
    client.force_login(founder)
    edit(client, administrator, is_active="")
    administrator.refresh_from_db()
    assert administrator.is_active


def test_nobody_closes_their_own_account(as_administrator, administrator, newsroom):
    UserFactory(roles=[(Role.ADMINISTRATOR, newsroom)])
    edit(as_administrator, administrator, is_active="", first_name="Đổi Tên")
    administrator.refresh_from_db()
    assert administrator.is_active and administrator.first_name == "Đổi Tên"


@pytest.mark.parametrize("action", ["assign_role", "delete", "set_active_state"])
def test_wagtails_actions_on_many_accounts_act_on_nobody(as_administrator, administrator, newsroom, action):
    person = UserFactory(roles=[(Role.REPORTER, DeskFactory(parent=newsroom))])
    facts = {"role": administrator.groups.get().pk, "mark_as_active": "False"}
    as_administrator.post(f"/quan-tri/bulk/people/user/{action}/?id={person.pk}&next=/quan-tri/", facts)
    person.refresh_from_db()
    assert person.is_active and {group.role_group.role for group in person.groups.all()} == {Role.REPORTER}


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.LEADER, Role.INSPECTOR])
def test_only_administrators_see_accounts(client, newsroom, role):
    client.force_login(UserFactory(roles=[(role, newsroom)]))
    assert client.get(reverse("wagtailusers_users:index")).status_code == 302
