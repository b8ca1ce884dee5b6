"""Tác giả, cộng tác viên: listed as a dictionary lists them, filled in by as little typing as possible."""

import pytest
from django.urls import reverse

from newsroom.desks.roles import Role
from newsroom.people.models import Contributor
from tests.factories import CreditFactory, DeskFactory, NewsroomFactory, OrganizationFactory, StoryFactory, UserFactory

NAMES = ["Nguyễn Văn Ân", "Trần Thị Ánh", "Lê An", "Y Thông Niê", "Phạm Văn Đức", "Đỗ Văn Dũng", "H'Linh Niê"]


@pytest.fixture
def newsroom(db):
    return NewsroomFactory()


@pytest.fixture
def as_chief(client, newsroom):
    client.force_login(UserFactory(roles=[(Role.CHIEF, DeskFactory(parent=newsroom))]))
    return client


def test_contributors_stand_in_vietnamese_order_by_given_name(db):
    for name in NAMES:
        Contributor.objects.create(name=name)
    assert [person.sort_name for person in Contributor.objects.all()] == [
        "An Lê", "Ánh Trần Thị", "Ân Nguyễn Văn", "Dũng Đỗ Văn", "Đức Phạm Văn", "H'Linh Niê", "Y Thông Niê",
    ]  # fmt: skip


def test_two_people_of_one_name_get_different_addresses(db):
    first, second = (Contributor.objects.create(name="Trần Đắc Lực") for _ in range(2))
    assert (first.slug, second.slug) == ("tran-dac-luc", "tran-dac-luc-2")


def test_the_address_comes_from_the_pen_name(db):
    assert Contributor.objects.create(name="Nguyễn Văn Sáu", pen_name="Ƀuôn Hồ").slug == "buon-ho"


def test_the_list_is_headed_in_vietnamese(as_chief):
    Contributor.objects.create(name="Nguyễn Văn Sáu", pen_name="Ƀuôn Hồ")
    page = as_chief.get(reverse("contributor:index")).content.decode()
    assert "Tên dưới bài" in page and "Ƀuôn Hồ" in page


def test_a_chief_enters_a_contributor_with_a_name_alone(as_chief):
    as_chief.post(reverse("contributor:add"), {"name": "H'Nguôm Êban"})
    person = Contributor.objects.get()
    assert (person.sort_name, person.slug) == ("H'Nguôm Êban", "hnguom-eban")


def test_a_sort_name_somebody_wrote_stays(as_chief):
    as_chief.post(reverse("contributor:add"), {"name": "Mlô Y Chang", "sort_name": "Y Chang Mlô"})
    person = Contributor.objects.get()
    as_chief.post(
        reverse("contributor:edit", args=[person.pk]),
        {"name": "Mlô Y Chang Ayun", "sort_name": person.sort_name, "slug": person.slug},
    )
    assert Contributor.objects.get().sort_name == "Y Chang Mlô"


def test_a_credited_contributor_is_kept(as_chief):
    person = Contributor.objects.create(name="Lê Thanh Hà")
    CreditFactory(story=StoryFactory(), contributor=person)
    as_chief.post(reverse("contributor:delete", args=[person.pk]))
    assert Contributor.objects.filter(pk=person.pk).exists()


def test_contributors_of_another_organization_are_out_of_reach(as_chief):
    stranger = Contributor.objects.create(name="Người Lạ", organization=OrganizationFactory())
    assert "Người Lạ" not in as_chief.get(reverse("contributor:index")).content.decode()
    assert as_chief.get(reverse("contributor:edit", args=[stranger.pk])).status_code == 404


def test_only_accounts_of_ones_own_organization_can_be_linked(as_chief):
    stranger = UserFactory(roles=[(Role.LEADER, NewsroomFactory())])
    as_chief.post(reverse("contributor:add"), {"name": "Giả Danh", "user": stranger.pk})
    assert not Contributor.objects.exists()
