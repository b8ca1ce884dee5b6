"""A tab that was left open saves again what already stands: no new version, and nothing goes back a step."""

import pytest
from wagtail.test.utils.form_data import rich_text, streamfield

from newsroom.editorial.states import State
from newsroom.stories.models import Credit, Story
from tests.newsroom.editorial.editing import JSON, build_desks, edit_url, posted, send, written
from tests.newsroom.editorial.verbs_house import edit, status

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("stand", ["approved", "live"])
def test_a_version_that_stands_is_not_made_again(house, stand):
    story = getattr(house, stand)(house.submitted(house.draft(tags=["cà phê"])))
    before = story.revisions.count()
    edit(story, house.reporter)
    story = Story.objects.get(pk=story.pk)
    assert story.revisions.count() == before and not (story.live and story.has_unpublished_changes)
    assert status(story).state == (State.PUBLISHED if stand == "live" else State.APPROVED)

    edit(story, house.reporter, sapo="Sửa thật.")
    assert story.revisions.count() == before + 1


def test_after_a_restoration_a_save_of_an_open_tab_leaves_it_published(house):
    story = house.live()
    house.do("take_down", story, house.leader, reason="Nhầm")
    house.do("reinstate", story, house.leader, reason="Đã kiểm tra lại")
    edit(story, house.reporter)
    assert status(story).state == State.PUBLISHED


def test_through_the_editor(client):
    desks = build_desks()
    story = written(client, desks)
    block = Story.objects.get(pk=story.pk).body[0]
    text = {"text": rich_text(block.value["text"].source), "language": ""}
    data = posted(
        title=story.title, sapo=story.sapo, section=desks.section.pk, body=streamfield([("paragraph", text)]),
        credits=[(desks.writer.contributor.pk, "author", story.credits.get().pk)],
    )  # fmt: skip
    data["body-0-id"] = block.id
    before = story.revisions.count()
    answer = send(client, edit_url(story), data, **JSON)
    assert answer.json()["success"] and answer.json()["revision_id"] == story.latest_revision_id
    assert story.revisions.count() == before
    Credit.objects.all().delete()  # made anew, as when an older version is put back
    assert send(client, edit_url(story), data, **JSON).json()["success"]
    assert story.revisions.count() == before
    data["sapo"] = "Vụ này chín muộn."
    send(client, edit_url(story), data, **JSON)
    assert story.revisions.count() == before + 1


def test_what_came_by_another_door_is_not_new_when_the_editor_numbers_its_blocks(client):
    desks = build_desks()
    story = written(client, desks)
    text = "<p>Nước lên nhanh.</p><p>Nhiều nhà đã dời đồ.</p>"
    story = Story.objects.get(pk=story.pk)
    story.body = [("paragraph", {"text": text})]
    revision = story.save_revision()
    numbered = text.replace("<p>", '<p data-block-key="9iqqp">')
    story.body = [("paragraph", {"text": numbered, "language": ""})]
    assert story.save_revision(log_action=True) == revision
    story.body = [("paragraph", {"text": numbered.replace("nhanh", "rất nhanh"), "language": ""})]
    assert story.save_revision(log_action=True) != revision
