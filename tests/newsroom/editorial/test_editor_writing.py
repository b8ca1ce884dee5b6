"""Soạn bài over HTTP: saving, once and twice at a time."""

import pytest

from newsroom.stories.models import Story
from newsroom.stories.states import UNTITLED
from tests.newsroom.editorial.editing import (
    JSON,
    add_url,
    edit_url,
    paragraph,
    posted,
    send,
    written,
)

pytestmark = pytest.mark.django_db


class TestWriting:
    def test_a_new_story_names_its_writer_and_offers_the_sections_of_the_house(self, client, desks):
        client.force_login(desks.writer)
        page = client.get(add_url(desks.desk)).content.decode()
        assert f'<option value="{desks.writer.contributor.pk}" selected>' in page
        assert desks.section.name in page
        assert "Thêm ảnh" in page
        assert "Gửi duyệt" in page
        assert "action-publish" not in page

    def test_an_empty_draft_is_kept(self, client, desks):
        story = written(client, desks, title="", sapo="", body=paragraph(), credits=[])
        assert (story.title, story.live) == (UNTITLED, False)

    def test_autosave_makes_the_story_and_then_saves_into_one_revision(self, client, desks):
        client.force_login(desks.writer)
        made = send(client, add_url(desks.desk), posted(title="Một"), **JSON).json()
        story = Story.objects.get(pk=made["pk"])
        hydrated = client.get(made["hydrate_url"]).content.decode()
        assert 'data-nr-renew="#nr-actions"' in hydrated
        assert "Gửi duyệt" in hydrated
        form = posted(title="Một hai", overwrite_revision_id=made["revision_id"])
        again = send(client, edit_url(story), form, **JSON).json()
        assert again["success"]
        assert again["revision_id"] == made["revision_id"]
        assert 'data-nr-renew="#nr-stat"' in again["html"]
        assert story.revisions.count() == 1

    def test_the_same_headline_twice(self, client, desks):
        client.force_login(desks.writer)
        for _ in range(2):
            assert send(client, add_url(desks.desk), posted(title="Mưa lớn ở Krông Bông")).status_code == 302
        assert set(Story.objects.values_list("slug", flat=True)) == {"mua-lon-o-krong-bong", "mua-lon-o-krong-bong-2"}

    def test_an_over_long_headline_answers_with_the_text_still_in_the_form(self, client, desks):
        story = written(client, desks)
        answer = send(client, edit_url(story), posted(title="dài " * 90, sapo="Sapo vừa gõ."))
        assert answer.status_code == 200
        assert "Sapo vừa gõ." in answer.content.decode()
        assert "Tít dài 359 ký tự" in answer.content.decode()
        refused = send(client, edit_url(story), posted(title="dài " * 90), **JSON)
        assert (refused.status_code, refused.json()["error_code"]) == (400, "validation_error")

    def test_a_hundred_thousand_characters_are_saved(self, client, desks):
        story = written(client, desks)
        long = paragraph(*["Cư Mgar mùa thu hoạch cà phê. " * 33] * 100)
        assert send(client, edit_url(story), posted(title="Dài", body=long), **JSON).json()["success"]


class TestTwoOfEverything:
    def test_a_second_editor_is_told_who_saved_and_when(self, client, desks):
        story = written(client, desks)
        loaded = {
            "loaded_revision_id": story.latest_revision_id,
            "loaded_revision_created_at": story.latest_revision_created_at.isoformat(),
        }
        client.force_login(desks.chief)
        send(client, edit_url(story), posted(title="Trưởng ban sửa"))
        client.force_login(desks.writer)
        answer = send(client, edit_url(story), posted(title="Phóng viên sửa", **loaded), **JSON)
        assert answer.status_code == 400
        assert answer.json()["error_code"] == "invalid_revision"
        assert answer.json()["error_message"].startswith("Trần Minh Phúc vừa lưu bản mới")
        forced = send(client, edit_url(story), posted(title="Phóng viên sửa", **loaded))
        assert forced.status_code == 302
        assert [r.content["title"] for r in story.revisions.order_by("created_at")][-2:] == [
            "Trưởng ban sửa",
            "Phóng viên sửa",
        ]

    def test_a_second_tab_with_stale_ids_saves(self, client, desks):
        story = written(client, desks)
        stale = story.credits.get().pk
        send(client, edit_url(story), posted(title="Tab một", credits=[(desks.colleague.contributor.pk, "author", "")]))
        answer = send(
            client, edit_url(story), posted(title="Tab hai", credits=[(desks.writer.contributor.pk, "author", stale)])
        )
        assert answer.status_code == 302
        assert [c.contributor.user for c in Story.objects.get().credits.all()] == [desks.writer]

    def test_a_lost_answer_posted_again_makes_no_second_credit(self, client, desks):
        story = written(client, desks)
        for _ in range(3):
            send(
                client,
                edit_url(story),
                posted(title="Một", credits=[(desks.writer.contributor.pk, "author", "")]),
                **JSON,
            )
        assert Story.objects.get().credits.count() == 1
