"""Phân vai: one person, many roles and desks; only within one's own newsroom; the last administrator stays."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from newsroom.desks.errors import LastAdministrator, OutsideYourNewsroom
from newsroom.desks.models import RoleGroup
from newsroom.desks.queries import standing_of
from newsroom.desks.roles import Role
from newsroom.desks.services import assign_roles, make_role_groups
from newsroom.people.models import User
from tests.factories import DeskFactory, NewsroomFactory, UserFactory


@pytest.fixture
def reporter(newsroom, desk):
    make_role_groups(page=newsroom)
    make_role_groups(page=desk)
    return UserFactory(last_name="H'Nguôm", first_name="Êban")


def role_of(page, role) -> RoleGroup:
    make_role_groups(page=page)
    return RoleGroup.objects.get(page=page, role=role)


def give(client, person, *roles):
    return client.post(
        reverse("newsroom_roles:person", args=[person.pk]), {"role": [role.pk for role in roles]}, follow=True
    )


def roles_of(person) -> set:
    return {(role, page) for page, _path, role in standing_of(User.objects.get(pk=person.pk)).pages}


def test_one_person_gets_several_roles_at_several_desks(as_administrator, reporter, newsroom, desk):
    other = DeskFactory(parent=newsroom)
    give(
        as_administrator,
        reporter,
        role_of(desk, Role.REPORTER),
        role_of(other, Role.CHIEF),
        role_of(newsroom, Role.SECRETARY),
    )
    assert roles_of(reporter) == {
        (Role.REPORTER, desk.pk), (Role.CHIEF, other.pk), (Role.SECRETARY, newsroom.pk),
    }  # fmt: skip


def test_what_is_not_ticked_is_taken_away_and_both_are_logged(as_administrator, administrator, reporter, desk):
    give(as_administrator, reporter, role_of(desk, Role.REPORTER))
    give(as_administrator, reporter, role_of(desk, Role.EDITOR))
    assert roles_of(reporter) == {(Role.EDITOR, desk.pk)}
    entry = ModelLogEntry.objects.filter(action="newsroom.roles").latest("timestamp", "pk")
    assert entry.user == administrator
    assert entry.data == {"added": ["Ban Kinh tế: Biên tập viên"], "removed": ["Ban Kinh tế: Phóng viên"]}
    assert str(entry.formatter.format_message(entry)).startswith("Thêm vai: Ban Kinh tế: Biên tập viên.")


def test_roles_at_another_organization_are_neither_shown_given_nor_taken(as_administrator, reporter):
    elsewhere = role_of(NewsroomFactory(), Role.LEADER)
    reporter.groups.add(elsewhere.group)
    give(as_administrator, reporter)
    assert roles_of(reporter) == {(Role.LEADER, elsewhere.page_id)}
    with pytest.raises(OutsideYourNewsroom):
        assign_roles(
            person=UserFactory(), role_ids={elsewhere.pk}, by=User.objects.get(username="quantri"), now=timezone.now()
        )


def test_a_person_who_works_only_elsewhere_is_not_found(as_administrator, newsroom):
    stranger = UserFactory(roles=[(Role.REPORTER, DeskFactory(parent=NewsroomFactory()))])
    assert as_administrator.get(reverse("newsroom_roles:person", args=[stranger.pk])).status_code == 404
    assert str(stranger.username) not in as_administrator.get(reverse("newsroom_roles:index")).content.decode()


@pytest.mark.parametrize("role", [Role.REPORTER, Role.SECRETARY, Role.LEADER, Role.INSPECTOR])
def test_nobody_but_an_administrator_gives_roles_not_even_to_themselves(client, newsroom, desk, role):
    place = desk if role == Role.REPORTER else newsroom
    person = UserFactory(roles=[(role, place)])
    client.force_login(person)
    wanted = role_of(newsroom, Role.ADMINISTRATOR)
    give(client, person, wanted)
    assert roles_of(person) == {(role, place.pk)}
    assert client.get(reverse("newsroom_roles:index")).status_code == 302


def test_the_last_administrator_keeps_the_role_and_is_told_why(as_administrator, administrator, newsroom):
    response = give(as_administrator, administrator)
    assert "phải còn ít nhất một quản trị viên" in response.content.decode()
    assert roles_of(administrator) == {(Role.ADMINISTRATOR, newsroom.pk)}


def test_an_administrator_who_left_does_not_count_as_another(administrator, newsroom):
    UserFactory(is_active=False, roles=[(Role.ADMINISTRATOR, newsroom)])
    with pytest.raises(LastAdministrator):
        assign_roles(person=administrator, role_ids=set(), by=administrator, now=timezone.now())


def test_with_a_second_administrator_the_first_may_step_down(as_administrator, administrator, newsroom):
    UserFactory(roles=[(Role.ADMINISTRATOR, newsroom)])
    give(as_administrator, administrator)
    assert roles_of(administrator) == set()


def test_forged_role_ids_change_nothing(as_administrator, reporter):
    for forged in ("0", "-1", "abc", "9" * 30, "1 OR 1=1"):
        response = as_administrator.post(reverse("newsroom_roles:person", args=[reporter.pk]), {"role": forged})
        assert response.status_code in (200, 302)
    assert roles_of(reporter) == set()


def test_the_list_says_each_persons_roles_in_few_queries(
    as_administrator, newsroom, desk, django_assert_max_num_queries
):
    for _ in range(20):
        UserFactory(roles=[(Role.REPORTER, desk)])
    as_administrator.get(reverse("newsroom_roles:index"))
    with django_assert_max_num_queries(30):
        page = as_administrator.get(reverse("newsroom_roles:index")).content.decode()
    assert "Phóng viên (Ban Kinh tế)" in page


def test_the_list_is_searched_without_marks(as_administrator, reporter):
    page = as_administrator.get(reverse("newsroom_roles:index_results"), {"q": "eban hnguom"}).content.decode()
    assert "Êban" in page and "quantri" not in page


def test_the_menu_offers_the_house_to_administrators_only(as_administrator, client, desk):
    assert "newsroom_roles" not in as_administrator.get("/quan-tri/").content.decode()
    assert reverse("newsroom_roles:index") in as_administrator.get("/quan-tri/").content.decode()
    client.force_login(UserFactory(roles=[(Role.REPORTER, desk)]))
    assert reverse("newsroom_roles:index") not in client.get("/quan-tri/").content.decode()
