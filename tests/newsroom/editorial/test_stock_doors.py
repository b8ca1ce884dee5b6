"""Wagtail's own lists and API: no way round a lock, no draft shown to those it is not for."""

import pytest
from django.urls import reverse

from newsroom.desks.roles import Role
from newsroom.editorial.actions import VERBS
from newsroom.stories.models import Story
from tests.factories import DeskFactory, NewsroomFactory, UserFactory
from tests.newsroom.editorial.editing import build_desks, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def desks():
    return build_desks()


@pytest.fixture
def draft(client, desks):
    return written(client, desks, title="Trạm bơm chạy bằng nắng")


@pytest.fixture
def stranger():
    return UserFactory(roles=[(Role.REPORTER, DeskFactory(parent=NewsroomFactory()))])


def shown(client, person, address) -> str:
    client.force_login(person)
    answer = client.get(address, follow=True)
    return answer.json()["html"] if answer["Content-Type"] == "application/json" else answer.content.decode()


@pytest.mark.parametrize("action", ["revert_to_page_revision", "delete", "publish", "move", "copy", "create_alias"])
def test_the_api_only_reads(client, desks, draft, action):
    VERBS["submit"](story=draft, user=desks.writer).execute()
    client.force_login(desks.writer)
    asked = {"revision_id": draft.latest_revision_id, "destination_page_id": desks.desk.pk}
    answer = client.post(f"/quan-tri/api/main/pages/{draft.pk}/action/{action}/", asked)
    assert answer.status_code == 404
    assert Story.objects.get().latest_revision_id == draft.latest_revision_id


@pytest.mark.parametrize("address", ["/quan-tri/choose-page/{desk}/", "/quan-tri/choose-page/search/?q=tram+bom"])
def test_drafts_are_chosen_by_who_may_read_them(client, desks, draft, stranger, address):
    address = address.format(desk=desks.desk.pk)
    assert draft.title in shown(client, desks.colleague, address)
    for person in (stranger, desks.freelance):
        assert draft.title not in shown(client, person, address)


def test_a_desk_in_the_tree_is_its_stories_to_who_writes_there(client, desks, draft):
    tree = reverse("wagtailadmin_explore", args=[desks.desk.pk])
    assert draft.title in shown(client, desks.writer, tree)
    assert draft.title not in shown(client, desks.freelance, tree)
