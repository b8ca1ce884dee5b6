"""Soạn bài over HTTP: saving, its stock doors, its frame, and what is shown to whom."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import Page

from newsroom.desks.roles import Role
from newsroom.editorial.models import Claim, StoryStatus
from newsroom.stories.models import Approval, Story
from newsroom.stories.states import UNTITLED
from tests.factories import UserFactory
from tests.newsroom.editorial.editing import (
    JSON,
    add_url,
    build_desks,
    do,
    edit_url,
    paragraph,
    posted,
    send,
    written,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desks():
    return build_desks()


def said(answer) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


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


class TestStockDoors:
    @pytest.mark.parametrize(
        ("name", "says"),
        [
            ("action-publish", "chưa đăng"), ("action-submit", "chưa gửi"), ("action-restart-workflow", "chưa gửi"),
            ("action-cancel-workflow", "chưa rút"), ("action-workflow-action", "chưa duyệt"),
        ],
    )  # fmt: skip
    def test_a_forged_action_only_saves_and_says_so(self, client, desks, name, says):
        story = written(client, desks)
        forged = posted(title="Chữ vừa gõ", **{name: "1", "workflow-action-name": "approve"})
        answer = send(client, edit_url(story), forged)
        assert says in said(answer)
        story.refresh_from_db()
        assert story.title == "Chữ vừa gõ"
        assert not story.live
        assert not story.current_workflow_state

    def test_a_forged_new_story_only_saves(self, client, desks):
        client.force_login(desks.leader)
        answer = send(client, add_url(desks.desk), posted(title="Đăng luôn", **{"action-publish": "1"}))
        assert "chưa đăng" in said(answer)
        assert not Story.objects.get().live

    @pytest.mark.parametrize(
        "name", ["unpublish", "set_privacy", "lock", "unlock", "convert_alias", "confirm_workflow_cancellation"]
    )
    def test_stock_screens_say_where_the_right_door_is(self, client, desks, name):
        story = written(client, desks)
        client.force_login(desks.secretary)
        url = reverse(f"wagtailadmin_pages:{name}", args=[story.pk])
        for answer in (client.get(url), client.post(url)):
            assert answer.status_code == 302
            assert len(said(answer)) > 20

    def test_workflow_modals_are_closed(self, client, desks):
        story = written(client, desks)
        do(client, desks.writer, story, "submit")
        task_state = Story.objects.get().current_workflow_task_state
        client.force_login(desks.chief)
        for name in ("workflow_action", "collect_workflow_action_data"):
            url = reverse(f"wagtailadmin_pages:{name}", args=[story.pk, "approve", task_state.pk])
            assert client.post(url).status_code == 302
            assert client.get(url, HTTP_X_REQUESTED_WITH="XMLHttpRequest").status_code == 409
        assert Story.objects.get().current_workflow_task_state == task_state

    def test_bulk_publish_and_unpublish_find_no_door(self, client, desks):
        story = written(client, desks)
        client.force_login(desks.leader)
        for action in ("publish", "unpublish"):
            client.post(f"/quan-tri/bulk/wagtailcore/page/{action}/?id={story.pk}&next=/")
        assert not Story.objects.get().live

    def test_a_copy_is_a_draft_of_its_own(self, client, desks):
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

    def test_a_published_story_is_not_copied(self, client, desks):
        story = written(client, desks)
        Page.objects.filter(pk=story.pk).update(first_published_at="2026-11-23T01:00Z")
        answer = client.get(reverse("wagtailadmin_pages:copy", args=[story.pk]))
        assert "Không chép bài đã đăng" in said(answer)

    def test_a_story_that_was_handed_in_is_not_deleted_by_accident(self, client, desks):
        story = written(client, desks)
        do(client, desks.writer, story, "submit")
        do(client, desks.writer, story, "recall")
        answer = client.post(reverse("wagtailadmin_pages:delete", args=[story.pk]))
        assert answer.status_code == 302


class TestFrame:
    def bar(self, client, user, story) -> str:
        client.force_login(user)
        page = client.get(edit_url(story), follow=True).content.decode()
        assert 'id="nr-chain"' in page
        return page[page.index('id="nr-actions"') :].split("</dialog")[0][:6000]

    def main(self, bar: str) -> str:
        return bar[: bar.index("data-nr-main")].rpartition("<")[2] + bar[bar.index("data-nr-main") :][:400]

    def test_the_writer_of_a_draft_sends_it(self, client, desks):
        story = written(client, desks)
        bar = self.bar(client, desks.writer, story)
        assert "Thêm ảnh" in bar
        assert "submit/" in self.main(bar)

    def test_a_waiting_story_is_read_only_for_its_writer_who_may_recall_it(self, client, desks):
        story = written(client, desks)
        do(client, desks.writer, story, "submit")
        client.force_login(desks.writer)
        page = client.get(edit_url(story), follow=True)
        assert page.redirect_chain == [(reverse("story_read", args=[story.pk]), 302)]
        text = page.content.decode()
        assert "Sáng sớm, sương còn phủ kín rẫy." in text
        assert "recall/" in self.main(text)
        assert "page-edit-form" not in text
        refused = send(client, edit_url(story), posted(title="Lén sửa"), **JSON)
        assert refused.json()["error_code"] == "locked"

    def test_the_gate_takes_it_then_returns_or_approves(self, client, desks):
        story = written(client, desks)
        do(client, desks.writer, story, "submit")
        assert "claim/" in self.main(self.bar(client, desks.chief, story))
        do(client, desks.chief, story, "claim")
        assert Claim.objects.get().person == desks.chief
        bar = self.bar(client, desks.chief, story)
        assert "approve/" in self.main(bar)
        assert bar.index("send_back/") < bar.index("data-nr-main")
        assert "Duyệt đăng" not in bar

    def test_the_returned_story_shows_the_reason_to_its_writer(self, client, desks):
        story = written(client, desks)
        do(client, desks.writer, story, "submit")
        do(client, desks.chief, story, "claim")
        do(client, desks.chief, story, "send_back", reason="Thiếu ý kiến của xã.")
        client.force_login(desks.writer)
        page = client.get(edit_url(story)).content.decode()
        assert "Thiếu ý kiến của xã." in page
        assert "Gửi lại" in page
        assert StoryStatus.objects.get().state == "returned"

    def test_an_editor_edits_in_place_without_the_orange_banner(self, client, desks):
        story = written(client, desks)
        do(client, desks.writer, story, "submit")
        do(client, desks.chief, story, "claim")
        page = client.get(edit_url(story)).content.decode()
        assert 'id="page-edit-form"' in page
        assert 'class="messages' in page
        assert "warning" not in page[page.index('class="messages') :][:600]

    def test_a_last_gate_says_duyet_dang_and_the_approved_story_is_put_out(self, client, desks):
        story = written(client, desks)
        do(client, desks.writer, story, "submit")
        for person in (desks.chief, desks.secretary):
            do(client, person, story, "claim")
            do(client, person, story, "approve", revision_id=Story.objects.get().latest_revision_id)
        do(client, desks.leader, story, "claim")
        bar = self.bar(client, desks.leader, story)
        assert "Duyệt đăng" in bar
        do(client, desks.leader, story, "approve", revision_id=Story.objects.get().latest_revision_id, outcome="hold")
        assert Approval.objects.get().is_waiting
        assert "put_out/" in self.main(self.bar(client, desks.secretary, story))
        answer = do(client, desks.secretary, story, "put_out")
        assert answer.status_code == 302
        assert Story.objects.get().live
        bar = self.bar(client, desks.leader, story)
        assert "take_down/" in bar
        assert "Đăng bản sửa" in bar
        assert "Chưa có gì mới so với bản đang ở trên trang." in bar
        assert "submit/" not in self.bar(client, desks.writer, story)
        saved = send(client, edit_url(story), posted(title="Bản sửa", section=desks.section.pk), **JSON).json()
        assert "submit/" in saved["html"]
        assert "publish_update/" in self.main(self.bar(client, desks.leader, story))


class TestWhoSeesWhat:
    def test_a_colleague_reads_and_does_not_edit(self, client, desks):
        story = written(client, desks)
        client.force_login(desks.colleague)
        page = client.get(edit_url(story), follow=True)
        assert page.redirect_chain[0][0] == reverse("story_read", args=[story.pk])
        text = page.content.decode()
        assert "Tiếng gọi nhau vang từ lúc năm giờ." in text
        assert "Sửa bài" not in text
        assert client.get(reverse("wagtailadmin_pages:view_draft", args=[story.pk])).status_code == 200
        assert send(client, edit_url(story), posted(title="Của tôi"), **JSON).status_code in (302, 403)
        assert Story.objects.get().title != "Của tôi"

    def test_a_freelance_contributor_does_not_read_others(self, client, desks):
        story = written(client, desks)
        client.force_login(desks.freelance)
        for name in ("story_read", "story_diff"):
            assert client.get(reverse(name, args=[story.pk])).status_code in (302, 403)
        assert client.get(edit_url(story)).status_code in (302, 403)
        assert client.get(reverse("story_action", args=[story.pk, "submit"])).status_code in (302, 403)

    def test_a_co_author_edits(self, client, desks):
        story = written(
            client, desks,
            credits=[(desks.writer.contributor.pk, "author", ""), (desks.colleague.contributor.pk, "photographer", "")],
        )  # fmt: skip
        client.force_login(desks.colleague)
        assert send(client, edit_url(story), posted(title="Cùng viết"), **JSON).json()["success"]

    def test_another_house_sees_nothing(self, client, desks):
        story = written(client, desks)
        client.force_login(build_desks().leader)
        assert client.get(reverse("story_read", args=[story.pk])).status_code in (302, 403)
        assert client.get(edit_url(story)).status_code in (302, 403)


class TestHistory:
    def test_a_colleague_reads_the_history_and_any_version(self, client, desks):
        story = written(client, desks)
        client.force_login(desks.colleague)
        assert client.get(reverse("wagtailadmin_pages:history", args=[story.pk])).status_code == 200
        version = reverse("wagtailadmin_pages:revisions_view", args=[story.pk, story.latest_revision_id])
        assert client.get(version).status_code == 200
        client.force_login(desks.freelance)
        for url in (version, reverse("wagtailadmin_pages:history", args=[story.pk])):
            assert client.get(url).status_code in (302, 403)

    def test_an_earlier_version_is_taken_up_again_as_a_new_draft(self, client, desks):
        story = written(client, desks)
        first = story.latest_revision_id
        send(client, edit_url(story), posted(title="Bản hai"))
        url = reverse("wagtailadmin_pages:revisions_revert", args=[story.pk, first])
        page = client.get(url).content.decode()
        assert "Cư M&#x27;gar được mùa cà phê" in page
        assert 'id="nr-actions"' in page
        assert send(client, url, posted(title="Cư M'gar được mùa cà phê", **{"action-publish": "1"})).status_code == 302
        story = Story.objects.get()
        assert (story.title, story.live) == ("Cư M'gar được mùa cà phê", False)

    def test_whoever_lost_the_story_to_a_colleague_is_told_who_has_it(self, client, desks):
        story = written(client, desks)
        do(client, desks.writer, story, "submit")
        do(client, desks.chief, story, "claim")
        other = UserFactory(last_name="Ngô Bích", first_name="Đào", roles=[(Role.CHIEF, desks.desk)])
        do(client, other, story, "claim", holder=desks.chief.pk)
        client.force_login(desks.chief)
        answer = send(client, edit_url(story), posted(title="Đang gõ dở"), **JSON).json()
        assert answer["error_code"] == "locked"
        assert answer["error_message"].startswith("Ngô Bích Đào đang giữ bài này")
