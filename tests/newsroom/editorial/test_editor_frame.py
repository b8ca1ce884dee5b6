"""Soạn bài over HTTP: the chain and the bar around a story, who sees it, and what was there before."""

import pytest
from django.urls import reverse

from newsroom.desks.roles import Role
from newsroom.editorial.models import Claim, StoryStatus
from newsroom.stories.models import Approval, Story
from tests.factories import UserFactory
from tests.newsroom.editorial.editing import (
    JSON,
    build_desks,
    do,
    edit_url,
    posted,
    send,
    written,
)

pytestmark = pytest.mark.django_db


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
        assert "Thêm ảnh" in bar and "data-nr-media" in bar[bar.index("nr-more") :]
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
