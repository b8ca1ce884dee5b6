"""What nobody types: every door of a story answers it with a sentence, never with a fault of the server."""

import pytest
from django.urls import reverse

from newsroom.editorial.actions import VERBS
from newsroom.stories.models import Story
from tests.newsroom.editorial.editing import JSON, add_url, edit_url, posted, send
from tests.newsroom.editorial.verbs_house import fresh

pytestmark = pytest.mark.django_db
TOO_LONG = "9" * 20
GARBAGE = ["x", "0", TOO_LONG, "ê̆\x00", '{"a": [1]}', "9999-12-31T23:59"]
FIELDS = [
    "title", "body", "lead_picture", "section", "other_sections", "genre", "tags", "places", "language",
    "ai_provenance", "overwrite_revision_id", "loaded_revision_id", "loaded_revision_created_at", "body-count",
    "credits-TOTAL_FORMS", "credits-0-contributor", "credits-0-id", "comments-TOTAL_FORMS",
]  # fmt: skip


@pytest.mark.parametrize("path", ["", "doi-chieu/", *(f"{verb}/" for verb in VERBS)])
def test_a_number_longer_than_the_database_s(house, client, path):
    client.force_login(fresh(house.chief))
    for answer in (
        client.get(f"/quan-tri/tin-bai/{TOO_LONG}/{path}"),
        client.post(f"/quan-tri/tin-bai/{TOO_LONG}/{path}"),
    ):
        assert answer.status_code in (404, 405)


@pytest.mark.parametrize("screen", ["edit", "view_draft", "history", "copy", "delete", "move"])
def test_a_number_longer_than_the_database_s_in_wagtail_s_addresses(house, client, screen):
    client.force_login(fresh(house.chief))
    assert client.get(f"/quan-tri/pages/{TOO_LONG}/{screen}/").status_code == 404


@pytest.mark.parametrize("field", FIELDS)
def test_garbage_in_the_form_of_a_story(house, client, field):
    story = house.draft()
    client.force_login(fresh(house.reporter))
    for garbage in GARBAGE:
        data = posted(title="Tít", credits=[("", "author", "")])
        data[field] = garbage
        assert send(client, edit_url(story), data, **JSON).status_code < 500
    assert send(client, add_url(house.desk), data).status_code < 500


@pytest.mark.parametrize("verb", VERBS)
def test_garbage_in_the_dialogs(house, client, verb):
    story = house.submitted()
    client.force_login(fresh(house.chief))
    asked = client.get(reverse("story_action", args=[story.pk, verb]))
    names = [*asked.context["form"].fields, "next"]
    for garbage in GARBAGE:
        answer = client.post(reverse("story_action", args=[story.pk, verb]), dict.fromkeys(names, garbage))
        assert answer.status_code in (200, 302, 409, 422)


def test_garbage_in_lists_and_comparisons(house, client):
    story = house.live()
    client.force_login(fresh(house.secretary))
    compare = reverse("story_diff", args=[story.pk])
    filters = ("q", "desk", "state", "author", "section", "from", "to", "p", "order", "kind")
    for garbage in GARBAGE:
        for name in filters:
            assert client.get("/quan-tri/tin-bai/", {name: garbage}).status_code < 500
        assert client.get(compare, {"truoc": garbage, "sau": garbage}).status_code < 500
        assert client.get(f"/quan-tri/bo-cuc-trang-chu/{TOO_LONG}/").status_code == 404
        home = {
            "placed": garbage,
            "place": garbage,
            "story": garbage,
            "slot": garbage,
            "token": garbage,
            "action": garbage,
        }
        assert client.post("/quan-tri/bo-cuc-trang-chu/", home).status_code < 500
        assert client.post("/quan-tri/tin-bai/anh/", {"file": garbage, "credit": garbage}).status_code < 500
    assert Story.objects.get().live
