"""Soạn bài over HTTP: Wagtail's own buttons and addresses, which only save or say where the right door is."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import Page

from newsroom.stories.models import Story
from tests.newsroom.editorial.editing import (
    add_url,
    do,
    edit_url,
    posted,
    send,
    written,
)

pytestmark = pytest.mark.django_db


def said(answer) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("action-publish", "chưa đăng"), ("action-submit", "chưa gửi"), ("action-restart-workflow", "chưa gửi"),
        ("action-cancel-workflow", "chưa rút"), ("action-workflow-action", "chưa duyệt"),
    ],
)  # fmt: skip
def test_a_forged_action_only_saves_and_says_so(client, desks, name, says):
    story = written(client, desks)
    forged = posted(title="Chữ vừa gõ", **{name: "1", "workflow-action-name": "approve"})
    answer = send(client, edit_url(story), forged)
    assert says in said(answer)
    story.refresh_from_db()
    assert story.title == "Chữ vừa gõ"
    assert not story.live
    assert not story.current_workflow_state


def test_a_forged_new_story_only_saves(client, desks):
    client.force_login(desks.leader)
    answer = send(client, add_url(desks.desk), posted(title="Đăng luôn", **{"action-publish": "1"}))
    assert "chưa đăng" in said(answer)
    assert not Story.objects.get().live


@pytest.mark.parametrize(
    "name", ["unpublish", "set_privacy", "lock", "unlock", "convert_alias", "confirm_workflow_cancellation"]
)
def test_stock_screens_say_where_the_right_door_is(client, desks, name):
    story = written(client, desks)
    client.force_login(desks.secretary)
    url = reverse(f"wagtailadmin_pages:{name}", args=[story.pk])
    for answer in (client.get(url), client.post(url)):
        assert answer.status_code == 302
        assert len(said(answer)) > 20


def test_workflow_modals_are_closed(client, desks):
    story = written(client, desks)
    do(client, desks.writer, story, "submit")
    task_state = Story.objects.get().current_workflow_task_state
    client.force_login(desks.chief)
    for name in ("workflow_action", "collect_workflow_action_data"):
        url = reverse(f"wagtailadmin_pages:{name}", args=[story.pk, "approve", task_state.pk])
        assert client.post(url).status_code == 302
        assert client.get(url, HTTP_X_REQUESTED_WITH="XMLHttpRequest").status_code == 409
    assert Story.objects.get().current_workflow_task_state == task_state


def test_bulk_publish_and_unpublish_find_no_door(client, desks):
    story = written(client, desks)
    client.force_login(desks.leader)
    for action in ("publish", "unpublish"):
        client.post(f"/quan-tri/bulk/wagtailcore/page/{action}/?id={story.pk}&next=/")
    assert not Story.objects.get().live


def test_a_copy_is_a_draft_of_its_own(client, desks):
    story = written(client, desks)
    url = reverse("wagtailadmin_pages:copy", args=[story.pk])
    page = client.get(url).content.decode()
    assert 'name="alias"' not in page
    assert 'name="publish_copies"' not in page
    form = {
        "new_title": "Bản chép",
        "new_slug": "ban-chep",
        "new_parent_page": desks.desk.pk,
        "alias": "on",
        "publish_copies": "on",
    }
    assert client.post(url, form).status_code == 302
    copy = Story.objects.get(slug="ban-chep")
    assert (copy.alias_of, copy.live) == (None, False)


def test_a_published_story_is_not_copied(client, desks):
    story = written(client, desks)
    Page.objects.filter(pk=story.pk).update(first_published_at="2026-11-23T01:00Z")
    answer = client.get(reverse("wagtailadmin_pages:copy", args=[story.pk]))
    assert "Không chép bài đã đăng" in said(answer)


def test_a_story_that_was_handed_in_is_not_deleted_by_accident(client, desks):
    story = written(client, desks)
    do(client, desks.writer, story, "submit")
    do(client, desks.writer, story, "recall")
    answer = client.post(reverse("wagtailadmin_pages:delete", args=[story.pk]))
    assert answer.status_code == 302
