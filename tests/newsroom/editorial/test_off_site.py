"""Gỡ bài, khôi phục: off the site with a reason on record, and back at the same address."""

from datetime import date

import pytest

from cms.sections.models import Placement
from newsroom.editorial.errors import Incomplete, NotYours, WrongMoment
from newsroom.editorial.states import State
from newsroom.search.models import PublicDocument
from newsroom.stories.errors import IsWithdrawn, StillOnSite
from newsroom.stories.models import Approval, DueRelease, Snapshot, Story, WebAddress, Withdrawal
from newsroom.stories.states import DueState, SnapshotKind
from tests.newsroom.editorial.verbs_house import edit, fresh, in_hours, logged, status

ORDER = {"document_number": "112/CV-SVHTTDL", "document_date": date(2026, 11, 20), "authority": "Sở VHTTDL"}
REASON = {"reason": "Sai sự thật", "explanation": "Nhầm tên xã."}


def test_a_leader_takes_down_on_a_reason_alone(house):
    story = house.do("take_down", house.live(), house.leader, **REASON)

    row = status(story)
    assert (story.live, row.state, row.label) == (False, State.WITHDRAWN, "Đã gỡ")
    assert not Placement.objects.filter(story=story).exists()
    assert not PublicDocument.objects.filter(kind="story", object_id=story.pk).exists()
    assert WebAddress.objects.filter(story=story).exists()
    withdrawal = Withdrawal.objects.get()
    assert (withdrawal.by, withdrawal.reason, withdrawal.explanation) == (house.leader, "Sai sự thật", "Nhầm tên xã.")
    assert logged(story, "take_down")[0]["reason"] == "Sai sự thật"


def test_a_secretary_needs_the_number_and_the_date_of_an_order(house):
    story = house.live()
    for missing in ({}, {"document_number": "112/CV"}, {"document_date": date(2026, 11, 20)}):
        with pytest.raises(NotYours, match="số và ngày"):
            house.do("take_down", story, house.secretary, **REASON, **missing)
        assert Story.objects.get(pk=story.pk).live
    house.do("take_down", story, house.secretary, **REASON, **ORDER)
    withdrawal = Withdrawal.objects.get()
    assert (withdrawal.document_number, withdrawal.document_date, withdrawal.authority) == tuple(ORDER.values())


@pytest.mark.parametrize("person", ["reporter", "editor", "chief", "stranger"])
def test_nobody_else_takes_down_or_reinstates(house, person):
    story = house.live()
    with pytest.raises(NotYours):
        house.do("take_down", story, getattr(house, person), **REASON, **ORDER)
    house.do("take_down", story, house.leader, **REASON)
    with pytest.raises(NotYours):
        house.do("reinstate", story, getattr(house, person), reason="Đã rõ", **ORDER)


def test_both_need_a_reason_and_the_right_moment(house):
    story = house.live()
    with pytest.raises(WrongMoment):
        house.do("reinstate", story, house.leader, reason="Không có gì để khôi phục")
    with pytest.raises(Incomplete):
        house.do("take_down", story, house.leader, reason=" ")
    house.do("take_down", story, house.leader, **REASON)
    with pytest.raises(WrongMoment):
        house.do("take_down", story, house.leader, **REASON)
    with pytest.raises(Incomplete):
        house.do("reinstate", story, house.leader)


def test_a_withdrawn_story_is_locked_for_everybody(house):
    story = house.do("take_down", house.live(), house.leader, **REASON)
    lock = story.get_lock()
    assert all(lock.for_user(fresh(person)) for person in (house.reporter, house.editor, house.chief, house.leader))
    assert "Khôi phục" in lock.get_message(house.leader)


def test_a_withdrawn_story_goes_back_through_no_other_door(house):
    story = house.live()
    public = story.live_revision
    story = house.do("take_down", story, house.leader, **REASON)
    with pytest.raises(WrongMoment):
        house.submitted(story)
    with pytest.raises(WrongMoment):
        house.do("publish_update", story, house.leader, revision_id=public.pk, significance="minor")
    for door in (public.publish, lambda **kw: story.get_latest_revision().publish(**kw)):
        with pytest.raises(IsWithdrawn):
            door(skip_permission_checks=True)


def test_taking_down_ends_whatever_was_on_its_way(house):
    story = house.live()
    edit(story, house.reporter, title="Bản sửa")
    story = house.approve(house.submitted(story), house.leader, outcome="schedule", at=in_hours(1))
    story = house.do("take_down", story, house.second_leader, **REASON)

    assert DueRelease.objects.get().state == DueState.CANCELLED
    assert not Approval.objects.filter(revoked_at=None, used_at=None).exists()
    assert story.current_workflow_state is None
    another = house.live(house.submitted(house.draft(title="Bài khác")))
    edit(another, house.reporter, title="Bản sửa")
    another = house.do("take_down", house.submitted(another), house.leader, **REASON)
    assert another.current_workflow_state is None and status(another).state == State.WITHDRAWN


def test_reinstated_it_is_what_readers_last_saw_at_the_same_address(house):
    story = house.live()
    url, public, title = story.full_url, story.live_revision_id, story.title
    edit(story, house.reporter, title="Bản sửa chưa duyệt")
    house.do("take_down", story, house.leader, **REASON)
    story = house.do("reinstate", story, house.secretary, reason="Đã đính chính", **ORDER)

    assert (story.live, story.full_url, story.live_revision_id, story.title) == (True, url, public, title)
    assert status(story).state == State.CHANGED
    assert Placement.objects.filter(story=story).exists()
    assert PublicDocument.objects.filter(kind="story", object_id=story.pk).exists()
    withdrawal = Withdrawal.objects.get()
    assert (withdrawal.lifted_by, withdrawal.lift_reason) == (house.secretary, "Đã đính chính")
    assert Snapshot.objects.order_by("number").last().kind == SnapshotKind.REINSTATED


def test_it_may_be_taken_down_and_reinstated_again_and_again(house):
    story = house.live()
    url = story.full_url
    for _time in range(3):
        house.do("take_down", story, house.leader, **REASON)
        story = house.do("reinstate", story, house.leader, reason="Đã rõ")
    assert story.full_url == url and story.live
    assert Withdrawal.objects.count() == 3 and Snapshot.objects.count() == 7


def test_after_a_reinstatement_an_update_goes_its_usual_way(house):
    story = house.live()
    house.do("take_down", story, house.leader, **REASON)
    story = house.do("reinstate", story, house.leader, reason="Đã rõ")
    edit(story, house.reporter, title="Tít sau khôi phục")
    story = house.approve(house.submitted(story), house.leader, outcome="now")
    assert (story.title, status(story).state) == ("Tít sau khôi phục", State.PUBLISHED)


def test_a_draft_that_was_opened_before_the_story_went_out_does_not_take_it_off(house):
    """Two people: one saves the copy they opened an hour ago, the other has put the story out since."""
    story = house.approved()
    opened = Story.objects.get(pk=story.pk).get_latest_revision_as_object()
    house.do("put_out", story, house.secretary)
    opened.title = "Tít của người mở từ trước"
    with pytest.raises(StillOnSite, match="Tải lại trang"):
        opened.save()
    story = Story.objects.get(pk=story.pk)
    assert story.live and story.title != opened.title and not Withdrawal.objects.exists()
