"""Tòa soạn, ban in the page explorer: nothing leads nowhere, nothing warns of what is meant."""

import pytest
from django.urls import reverse
from wagtail.models import Collection, Page

from newsroom.desks.roles import Role
from tests.factories import UserFactory
from tests.newsroom.editorial.verbs_house import House

UNADDRESSED = "chưa gắn với website nào"


def explorer(client, page) -> str:
    return client.get(reverse("wagtailadmin_explore", args=[page.pk])).content.decode()


def test_a_desk_is_outside_every_site_and_nobody_warns_of_it(as_administrator, newsroom, desk):
    for page in (newsroom, desk):
        assert UNADDRESSED not in explorer(as_administrator, page)


def test_who_does_not_write_at_a_desk_is_offered_no_page_below_it(as_administrator, newsroom, desk, client):
    add = reverse("wagtailadmin_pages:add_subpage", args=[desk.pk])
    assert add not in explorer(as_administrator, desk)
    assert reverse("wagtailadmin_pages:add_subpage", args=[newsroom.pk]) in explorer(as_administrator, newsroom)
    client.force_login(UserFactory(roles=[(Role.REPORTER, desk)]))
    assert client.get(add).status_code == 302  # straight to a blank story, the only thing there is to add


@pytest.mark.django_db
def test_nothing_is_called_root():
    assert not Page.objects.filter(title="Root").exists()
    assert not Collection.objects.filter(name="Root").exists()


@pytest.mark.django_db
def test_reports_of_the_chain_link_only_what_may_be_opened(client):
    house = House()
    house.approve(house.submitted(), house.chief)
    client.force_login(house.person(Role.ADMINISTRATOR, house.newsroom))
    for report in ("workflow", "workflow_tasks"):
        page = client.get(reverse(f"wagtailadmin_reports:{report}")).content.decode()
        assert "Quy trình báo" in page or "Trưởng ban" in page
        assert 'href="None"' not in page
