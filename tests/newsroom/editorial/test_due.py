"""Hẹn giờ đăng: rows that a tick claims, executes and closes."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from newsroom.editorial.models import Notice
from newsroom.editorial.services.due import LEASE, release, work_due
from newsroom.editorial.states import State
from newsroom.stories import ports
from newsroom.stories.models import Approval, DueRelease, Snapshot, Story
from newsroom.stories.states import DueState
from tests.newsroom.editorial.verbs_house import edit, in_hours, logged, status


@pytest.fixture
def due(house):
    """A story whose hour comes in one hour."""
    story = house.approved(outcome="schedule", at=in_hours(1))
    return DueRelease.objects.get(story=story)


def test_the_tick_comes_every_fifteen_seconds():
    tick = settings.CELERY_BEAT_SCHEDULE["work due stories"]
    assert tick == {"task": "newsroom.editorial.tasks.work_due", "schedule": 15}


def test_nothing_goes_out_before_its_hour(due):
    assert work_due(now=due.at - timedelta(seconds=1)) == 0
    assert not Story.objects.get(pk=due.story_id).live


def test_at_its_hour_the_approved_version_goes_out(house, due):
    assert work_due(now=due.at) == 1
    story = Story.objects.get(pk=due.story_id)
    row = DueRelease.objects.get()
    assert story.live and story.live_revision_id == due.approval.revision_id
    assert (row.state, status(story).state) == (DueState.DONE, State.PUBLISHED)
    assert logged(story, "due") == [{"at": due.at.isoformat()}]
    assert work_due(now=due.at) == 0


def test_hours_missed_while_the_house_was_down_are_caught_up_in_order(house):
    stories = [
        house.approved(house.submitted(house.draft(title=f"Bài {n}")), outcome="schedule", at=in_hours(1 + n))
        for n in range(3)
    ]
    assert work_due(now=in_hours(12)) == 3
    assert list(Snapshot.objects.order_by("number").values_list("story", flat=True)) == [story.pk for story in stories]


def test_what_another_worker_has_in_hand_is_left_alone_until_its_lease_ends(due):
    DueRelease.objects.update(claimed_until=due.at + LEASE)
    assert not release(due_id=due.pk, now=due.at)
    assert work_due(now=due.at) == 0
    assert work_due(now=due.at + LEASE + timedelta(seconds=1)) == 1


def test_a_row_that_was_dropped_after_it_was_claimed_is_not_published(house, due, monkeypatch):
    """A person presses Bỏ hẹn giờ between the claim and the transaction."""
    from newsroom.editorial.services import due as service

    def press(story_id):
        monkeypatch.undo()
        house.do("unschedule", due.story, house.secretary)

    monkeypatch.setattr(service, "pass_turnstile", press)
    assert not release(due_id=due.pk, now=due.at)
    assert not Story.objects.get(pk=due.story_id).live
    assert DueRelease.objects.get().state == DueState.CANCELLED


def test_one_that_is_refused_stops_none_of_the_others_and_is_told(house):
    shut = house.approved(outcome="schedule", at=in_hours(1))
    Approval.objects.filter(story=shut).update(revoked_at=timezone.now())
    open_one = house.approved(house.submitted(house.draft(title="Bài kia")), outcome="schedule", at=in_hours(2))
    assert work_due(now=in_hours(3)) == 1

    assert Story.objects.get(pk=open_one.pk).live and not Story.objects.get(pk=shut.pk).live
    row = DueRelease.objects.get(story=shut)
    assert row.state == DueState.REFUSED and "chưa được duyệt đăng" in row.outcome
    assert Notice.objects.filter(
        story=shut, person=house.leader, subject__startswith="Không đăng được đúng giờ hẹn"
    ).exists()
    assert logged(shut, "due_refused")


def test_one_that_fails_stops_none_of_the_others_and_is_tried_again(house, caplog):
    first = house.approved(outcome="schedule", at=in_hours(1))
    second = house.approved(house.submitted(house.draft(title="Bài kia")), outcome="schedule", at=in_hours(2))

    def fail(story):
        if story.pk == first.pk:
            raise RuntimeError("a full disk")

    ports.went_live.register(fail, order=999)
    try:
        assert work_due(now=in_hours(3)) == 1
    finally:
        ports.went_live.remove((999, fail))
    assert "a full disk" in caplog.text
    assert Story.objects.get(pk=second.pk).live and not Story.objects.get(pk=first.pk).live
    assert not Snapshot.objects.filter(story=first).exists()
    assert work_due(now=in_hours(4)) == 1
    assert Story.objects.get(pk=first.pk).live


def test_an_edit_after_the_hour_was_set_keeps_the_clock_from_publishing_unread_text(house, due):
    edit(due.story, house.reporter, title="Chưa ai đọc")
    assert work_due(now=due.at) == 0
    assert not Story.objects.get(pk=due.story_id).live


def test_a_change_to_a_live_story_goes_out_at_its_hour_too(house):
    story = house.live()
    edit(story, house.reporter, title="Tít lúc ba giờ")
    story = house.approve(
        house.submitted(story), house.leader, outcome="schedule", at=in_hours(1), significance="major"
    )
    assert (status(story).state, story.live) == (State.SCHEDULED, True)
    work_due(now=in_hours(1.1))
    story = Story.objects.get(pk=story.pk)
    assert story.title == "Tít lúc ba giờ" and story.address.updated_at
