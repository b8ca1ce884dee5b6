"""The dialogs of the verbs: what they ask, how they refuse, and that nothing typed is lost."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from newsroom.editorial.models import StoryStatus, Submission, Substitute
from newsroom.stories.models import Approval, DueRelease, Embargo, Story, Withdrawal
from newsroom.stories.states import Significance
from tests.newsroom.editorial.editing import (
    OVER,
    action_url,
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


@pytest.fixture
def story(client, desks):
    return written(client, desks)


def ask(client, user, story, verb, **extra) -> str:
    client.force_login(user)
    answer = client.get(action_url(story, verb), **extra)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def latest(story) -> int:
    return Story.objects.get(pk=story.pk).latest_revision_id


def pass_gates(client, desks, story, *people):
    for person in people:
        do(client, person, story, "claim")
        do(client, person, story, "approve", revision_id=latest(story))


def publish(client, desks, story):
    do(client, desks.writer, story, "submit")
    pass_gates(client, desks, story, desks.chief, desks.secretary)
    do(client, desks.leader, story, "claim")
    do(client, desks.leader, story, "approve", revision_id=latest(story), outcome="now")


class TestSubmit:
    def test_names_who_may_approve_and_what_is_enough(self, client, desks, story):
        page = ask(client, desks.writer, story, "submit", **OVER)
        assert "<html" not in page
        assert "Trưởng ban" in page
        assert "Trần Minh Phúc" in page
        assert "Tít, sapo, nội dung, chuyên mục chính, tác giả" in page

    def test_is_a_whole_page_for_a_plain_link(self, client, desks, story):
        page = ask(client, desks.writer, story, "submit")
        assert "<html" in page
        assert f'action="{action_url(story, "submit")}"' in page

    def test_lists_what_is_missing_with_a_way_to_mend_it(self, client, desks):
        story = written(client, desks, title="", section="", ai_provenance="assisted")
        page = ask(client, desks.writer, story, "submit", **OVER)
        for words in ("Tít", "Chuyên mục chính", "Công cụ AI và phần AI đã làm"):
            assert words in page
        assert page.count("còn thiếu") == 3
        assert 'data-nr-go="section"' in page
        assert "disabled" in page
        client.force_login(desks.writer)
        refused = client.post(action_url(story, "submit"), {"message": "Nhờ duyệt sớm."}, **OVER)
        assert refused.status_code == 409
        assert "còn thiếu tít" in refused.content.decode()
        assert "Nhờ duyệt sớm." in refused.content.decode()

    def test_carries_the_message_and_says_what_happens_next(self, client, desks, story):
        answer = do(client, desks.writer, story, "submit", message="Đã hỏi lại\u200b xã.")
        assert Submission.objects.get().message == "Đã hỏi lại xã."
        said = " ".join(map(str, get_messages(answer.wsgi_request)))
        assert "đang chờ ở bước Trưởng ban" in said
        assert "Rút bài" in said

    def test_over_the_page_it_answers_where_to_go(self, client, desks, story):
        client.force_login(desks.writer)
        answer = client.post(action_url(story, "submit"), {}, **OVER)
        assert answer.json() == {"redirect": reverse("wagtailadmin_home")}

    def test_tin_nong_is_offered_to_staff_only(self, client, desks, story):
        assert "Tin nóng" in ask(client, desks.writer, story, "submit")
        own = written(client, desks, user=desks.freelance, credits=[])
        assert "Tin nóng" not in ask(client, desks.freelance, own, "submit")
        do(client, desks.freelance, own, "submit", urgent="on")
        assert not Submission.objects.get(story=own).urgent

    def test_tin_nong_goes_to_the_last_gate(self, client, desks, story):
        do(client, desks.writer, story, "submit", urgent="on")
        assert StoryStatus.objects.get(story=story).gate.role == "leader"

    def test_where_nobody_may_approve_it_says_so_and_a_leader_names_somebody(self, client, desks):
        story = written(client, desks, user=desks.chief)
        page = ask(client, desks.chief, story, "submit", **OVER)
        assert "Không ai ở bước “Trưởng ban” duyệt được bài này" in page
        assert "Nguyễn Quốc Bảo" in page
        page = ask(client, desks.leader, story, "name_substitute")
        assert "Bùi Anh Thư" in page
        assert "Trần Minh Phúc</option>" not in page
        gate = StoryStatus.objects.get(story=story).story.get_workflow().tasks[0]
        do(
            client,
            desks.leader,
            story,
            "name_substitute",
            gate=gate.pk,
            person=desks.secretary.pk,
            reason="Trưởng ban là tác giả",
        )
        assert Substitute.objects.get().person == desks.secretary
        assert "Bùi Anh Thư" in ask(client, desks.chief, story, "submit", **OVER)
        do(client, desks.chief, story, "submit")


class TestAtTheGate:
    @pytest.fixture
    def held(self, client, desks, story):
        do(client, desks.writer, story, "submit")
        do(client, desks.chief, story, "claim")
        return story

    def test_a_return_needs_a_reason(self, client, desks, held):
        page = ask(client, desks.chief, held, "send_back", **OVER)
        assert "+ Thiếu nguồn tin" in page
        assert "H&#x27;Lan Niê" in page
        answer = client.post(action_url(held, "send_back"), {"reason": " \u200b "}, **OVER)
        assert answer.status_code == 422
        assert StoryStatus.objects.get(story=held).state == "editing"

    def test_a_later_gate_chooses_whom_the_story_goes_back_to(self, client, desks, held):
        assert 'name="to"' not in ask(client, desks.chief, held, "send_back", **OVER)
        client.post(action_url(held, "approve"), {"revision_id": latest(held)}, **OVER)
        do(client, desks.secretary, held, "claim")
        page = ask(client, desks.secretary, held, "send_back", **OVER)
        assert "Bước trước: Trưởng ban" in page and "Người viết: " in page
        client.post(action_url(held, "send_back"), {"reason": "Hỏi lại số hộ.", "to": "gate"}, **OVER)
        assert StoryStatus.objects.get(story=held).label == "Chờ Trưởng ban"
        assert "Hỏi lại số hộ." in client.get(edit_url(held), follow=True).content.decode()

    def test_approval_is_of_the_version_that_was_shown(self, client, desks, held):
        page = ask(client, desks.chief, held, "approve", **OVER)
        assert f'name="revision_id" value="{latest(held)}"' in page
        assert "Thư ký" in page
        shown = latest(held)
        send(client, edit_url(held), posted(title="Sửa sau khi mở hộp thoại"))
        refused = client.post(action_url(held, "approve"), {"revision_id": shown, "note": "Đã xem kỹ."}, **OVER)
        assert refused.status_code == 409
        assert "Bài vừa được sửa" in refused.content.decode()
        assert "Đã xem kỹ." in refused.content.decode()
        assert StoryStatus.objects.get(story=held).state == "editing"

    def test_a_stranger_to_the_gate_is_refused_through_a_forged_form(self, client, desks, held):
        for person in (desks.writer, desks.colleague, desks.secretary):
            client.force_login(person)
            answer = client.post(action_url(held, "approve"), {"revision_id": latest(held)})
            assert answer.status_code == 409
        assert StoryStatus.objects.get(story=held).state == "editing"

    def test_the_last_gate_chooses_when(self, client, desks, held):
        do(client, desks.chief, held, "approve", revision_id=latest(held))
        pass_gates(client, desks, held, desks.secretary)
        do(client, desks.leader, held, "claim")
        page = ask(client, desks.leader, held, "approve", **OVER)
        for words in ("Chỉ duyệt", "Đăng ngay", "Hẹn giờ đăng", "Chỉ bản này được đăng"):
            assert words in page
        form = {"revision_id": latest(held), "outcome": "schedule"}
        answer = client.post(action_url(held, "approve"), form, **OVER)
        assert (answer.status_code, "Chọn giờ đăng." in answer.content.decode()) == (422, True)
        at = timezone.localtime(timezone.now() + timedelta(days=1)).replace(second=0, microsecond=0)
        do(client, desks.leader, held, "approve", **form, at=f"{at:%Y-%m-%dT%H:%M}")
        assert DueRelease.objects.get().at == at
        assert StoryStatus.objects.get(story=held).state == "scheduled"


class TestLive:
    @pytest.fixture
    def live(self, client, desks, story):
        publish(client, desks, story)
        return Story.objects.get(pk=story.pk)

    def test_an_update_asks_what_it_is_with_nothing_preselected(self, client, desks, live):
        client.force_login(desks.leader)
        send(client, edit_url(live), posted(title="Tít sửa", section=desks.section.pk, body=paragraph("Mới.")))
        page = ask(client, desks.leader, live, "publish_update", **OVER)
        assert "Sửa lỗi nhỏ" in page
        assert "Cập nhật đáng kể" in page
        assert " checked" not in page
        assert client.post(action_url(live, "publish_update"), {"revision_id": latest(live)}, **OVER).status_code == 422
        do(client, desks.leader, live, "publish_update", revision_id=latest(live), significance="minor")
        assert Approval.objects.latest("at").significance == Significance.MINOR
        assert Story.objects.get(pk=live.pk).title == "Tít sửa"

    def test_taking_down_asks_for_reason_explanation_and_document(self, client, desks, live):
        page = ask(client, desks.leader, live, "take_down", **OVER)
        assert "Gỡ bài khỏi mọi kênh" in page
        assert "Không gỡ" in page
        assert "Không có văn bản" in page
        form = {"reason": "Sai sự thật", "explanation": "Nhầm tên xã."}
        answer = client.post(action_url(live, "take_down"), form, **OVER)
        assert answer.status_code == 422
        assert "Nhầm tên xã." in answer.content.decode()
        do(client, desks.leader, live, "take_down", **form, no_document="on")
        assert Withdrawal.objects.get().explanation == "Nhầm tên xã."
        page = client.get(edit_url(live), follow=True).content.decode()
        assert "Đã gỡ" in page
        assert "reinstate/" in page

    def test_a_secretary_needs_the_document(self, client, desks, live):
        assert "Không có văn bản" not in ask(client, desks.secretary, live, "take_down", **OVER)
        form = {"reason": "Sai sự thật", "explanation": "Nhầm.", "no_document": "on"}
        assert client.post(action_url(live, "take_down"), form, **OVER).status_code == 422
        document = {"document_number": "112/CV-UBND", "document_date": "2026-11-23", "authority": "UBND tỉnh"}
        do(client, desks.secretary, live, "take_down", **form, **document)
        do(client, desks.secretary, live, "reinstate", reason="Đã đính chính", **document)
        assert Story.objects.get(pk=live.pk).live


def test_embargo_is_set_and_lifted_with_a_reason(client, desks, story):
    until = timezone.localtime(timezone.now() + timedelta(hours=5)).replace(second=0, microsecond=0)
    do(client, desks.writer, story, "set_embargo", until=f"{until:%Y-%m-%dT%H:%M}", reason="Theo nguồn cấp")
    assert Embargo.objects.get().until == until
    client.force_login(desks.writer)
    assert f"Cấm đăng trước {until:%H:%M}" in client.get(edit_url(story)).content.decode()
    assert client.post(action_url(story, "lift_embargo"), {"reason": "Hết hạn"}).status_code == 409
    client.force_login(desks.secretary)
    assert client.post(action_url(story, "lift_embargo"), {"reason": ""}).status_code == 422
    do(client, desks.secretary, story, "lift_embargo", reason="Nguồn cấp cho đăng")


def test_an_address_elsewhere_is_never_followed(client, desks, story):
    client.force_login(desks.writer)
    answer = client.post(action_url(story, "submit"), {"next": "https://example.com/"})
    assert answer["Location"] == reverse("wagtailadmin_home")


def test_an_unknown_verb_is_not_found(client, desks, story):
    client.force_login(desks.writer)
    assert client.get(action_url(story, "dang-bua")).status_code == 404
