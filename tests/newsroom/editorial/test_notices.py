"""Mail beside the boxes of Bàn làm việc: who has the move is told, once."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from newsroom.editorial.models import Notice
from newsroom.editorial.services import notices
from newsroom.people.models import User
from tests.factories import ContributorFactory
from tests.newsroom.editorial.verbs_house import edit


def told(subject: str) -> set[User]:
    return {notice.person for notice in Notice.objects.filter(subject__startswith=subject).select_related("person")}


def test_everybody_who_may_approve_is_told_and_nobody_else(house):
    story = house.submitted(message="Mời anh chị đọc")
    assert told("Bài chờ Trưởng ban") == {house.chief, house.second_chief}
    text = Notice.objects.first().text
    assert story.title in text and "Mời anh chị đọc" in text and f"/quan-tri/pages/{story.pk}/edit/" in text
    house.approve(story, house.chief)
    assert told("Bài chờ Thư ký") == {house.secretary, house.second_secretary}


def test_urgent_news_says_so(house):
    house.submitted(urgent=True)
    assert told("Tin nóng chờ duyệt đăng") == {house.leader, house.second_leader}


def test_all_writers_hear_of_a_return_an_approval_a_publication_and_a_takedown(house):
    story = house.submitted(house.draft(authors=[ContributorFactory(user=house.colleague)]))
    writers = {house.reporter, house.colleague}
    story = house.do("claim", story, house.chief)
    story = house.do("send_back", story, house.chief, reason="Thiếu nguồn")
    assert told("Bài bị trả lại") == writers
    story = house.approved(house.submitted(story))
    assert told("Bài đã được duyệt đăng") == writers
    story = house.do("put_out", story, house.secretary)
    assert told("Bài đã lên trang") == writers
    house.do("take_down", story, house.leader, reason="Sai sự thật")
    assert told("Bài đã bị gỡ") == writers


def test_a_story_put_out_by_the_last_approval_is_told_once(house):
    house.live()
    subjects = list(Notice.objects.filter(person=house.reporter).values_list("subject", flat=True))
    assert len(subjects) == 1 and "lên trang" in subjects[0]


def test_a_late_edit_calls_the_last_gate(house):
    story = house.approved()
    Notice.objects.all().delete()
    edit(story, house.reporter, title="Tít mới")
    assert told("Bài chờ duyệt đăng") == {house.leader, house.second_leader}


def test_who_has_no_address_gets_no_letter(house):
    User.objects.filter(pk=house.second_chief.pk).update(email="")
    house.submitted()
    assert told("Bài chờ") == {house.chief}


def test_letters_leave_after_commit(house, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        house.submitted()
    assert {letter.to[0] for letter in mail.outbox} == {house.chief.email, house.second_chief.email}
    assert not Notice.objects.filter(sent_at=None).exists()


def test_a_letter_that_no_bell_rang_for_is_swept_up_once(house):
    house.submitted()
    Notice.objects.update(made_at=timezone.now() - timedelta(minutes=5))
    notices.send_waiting()
    notices.send_waiting()
    assert len(mail.outbox) == 2


class Refusing:
    """A mail server that says no."""

    def __init__(self, *args, **kwargs):
        pass

    def send_messages(self, messages):
        raise ConnectionRefusedError("nobody listens on port 25")


def test_a_server_that_refuses_is_tried_six_times_and_its_words_are_kept(house, settings):
    house.submitted()
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    notice = Notice.objects.first()
    for _time in range(9):
        notices.send_notice(notice_id=notice.pk)
        Notice.objects.update(claimed_until=None)
    notice.refresh_from_db()
    assert (notice.tries, notice.sent_at) == (notices.TRIES, None)
    assert "port 25" in notice.error


@pytest.mark.parametrize("title", ["Tít\nBcc: ai-do@example.com", "T" * 255])
def test_a_headline_never_breaks_a_letter(house, title):
    story = house.draft()
    edit(story, house.reporter, title=title)
    house.submitted(story)
    notices.send_notice(notice_id=Notice.objects.first().pk)
    assert len(mail.outbox) == 1 and mail.outbox[0].to != ["ai-do@example.com"]
    assert not mail.outbox[0].message().get("Bcc")
