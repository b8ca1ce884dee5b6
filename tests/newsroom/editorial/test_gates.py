"""At the gates: taking, returning, editing in place, approving what was read."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision, Task, Workflow
from wagtail.workflows import get_task_types

from newsroom.desks.roles import Role
from newsroom.editorial.errors import HeldByAnother, Incomplete, NotYours, OldVersion, OwnStory, WrongMoment
from newsroom.editorial.models import Claim, GateTask, Notice, Submission
from newsroom.editorial.queries import position
from newsroom.editorial.states import State
from newsroom.stories.models import Approval, DueRelease, Story
from newsroom.stories.states import DueState
from tests.factories import appoint
from tests.newsroom.editorial.verbs_house import edit, fresh, in_hours, logged, status


def test_three_gates_one_after_the_other(house):
    story = house.submitted()
    for person, label in [(house.chief, "Chờ Thư ký"), (house.secretary, "Chờ duyệt đăng")]:
        story = house.approve(story, person)
        assert status(story).label == label
    story = house.approve(story, house.leader)

    assert status(story).state == State.APPROVED
    assert not story.live
    approval = Approval.objects.get(story=story)
    assert (approval.by, approval.revision_id) == (house.leader, story.latest_revision_id)


def test_two_gates(small_house):
    story = small_house.approve(small_house.submitted(), small_house.editor)
    assert status(story).label == "Chờ duyệt đăng"
    assert status(small_house.approve(story, small_house.leader)).state == State.APPROVED


def test_who_took_a_story_is_shown_with_the_hour(house):
    story = house.do("claim", house.submitted(), house.chief)

    row, claim = status(story), Claim.objects.get()
    assert (row.state, row.holder, row.since) == (State.EDITING, house.chief, claim.since)
    assert position(story).claim == claim


def test_another_of_the_gate_takes_over_with_one_press_and_the_history_says_from_whom(house):
    story = house.do("claim", house.submitted(), house.chief)
    house.do("claim", story, house.second_chief)

    assert Claim.objects.get().person == house.second_chief
    assert logged(story, "claim")[-1] == {"taken_over_from": str(house.chief)}
    for verb, facts in [
        ("approve", {"revision_id": story.latest_revision_id}),
        ("send_back", {"reason": "Thiếu nguồn"}),
    ]:
        with pytest.raises(HeldByAnother, match="đang giữ bài"):
            house.do(verb, story, house.chief, **facts)


def test_a_page_that_is_out_of_date_asks_before_it_takes_over(house, client):
    story = house.submitted()
    client.force_login(fresh(house.second_chief))
    shown = client.get(reverse("story_read", args=[story.pk])).content.decode()
    assert 'name="holder" value=""' in shown
    house.do("claim", story, house.chief)
    hour = timezone.localtime(Claim.objects.get().since)

    address = reverse("story_action", args=[story.pk, "claim"])
    asked = client.post(address, {"holder": ""})
    assert asked.status_code == 409
    assert f"{house.chief} đang giữ bài này từ {hour:%H:%M, %d/%m/%Y}" in asked.content.decode()
    assert f'name="holder" value="{house.chief.pk}"' in asked.content.decode()
    assert Claim.objects.get().person == house.chief

    assert client.post(address, {"holder": house.chief.pk}).status_code == 302
    assert Claim.objects.get().person == house.second_chief


def test_pressing_twice_keeps_the_hour(house):
    story = house.do("claim", house.submitted(), house.chief)
    since = Claim.objects.get().since
    house.do("claim", story, house.chief)
    assert Claim.objects.get().since == since


@pytest.mark.parametrize("person", ["reporter", "colleague", "editor", "secretary", "leader", "stranger"])
def test_nobody_else_stands_at_a_gate(house, person):
    story = house.submitted()
    with pytest.raises(NotYours, match="Trưởng ban"):
        house.do("claim", story, getattr(house, person))
    with pytest.raises(NotYours):
        house.do("approve", story, getattr(house, person), revision_id=story.latest_revision_id)
    with pytest.raises(NotYours):
        house.do("send_back", story, getattr(house, person), reason="Không")


def test_nobody_approves_their_own_story(house):
    story = house.submitted(house.draft(owner=house.chief))
    with pytest.raises(OwnStory, match="tự duyệt"):
        house.approve(story, house.chief)
    assert status(house.approve(story, house.second_chief)).label == "Chờ Thư ký"


def test_nobody_approves_two_gates_of_one_story(house):
    appoint(house.chief, Role.SECRETARY, house.newsroom)
    story = house.approve(house.submitted(), house.chief)
    with pytest.raises(OwnStory, match="bước trước"):
        house.approve(story, house.chief)
    assert status(house.approve(story, house.secretary)).label == "Chờ duyệt đăng"


def test_a_return_needs_a_reason_and_the_writer_reads_it(house):
    story = house.do("claim", house.submitted(), house.chief)
    with pytest.raises(Incomplete):
        house.do("send_back", story, house.chief, reason="  ")
    story = house.do("send_back", story, house.chief, reason="Đoạn 3 thiếu nguồn.")

    row = status(story)
    assert (row.state, row.holder) == (State.RETURNED, house.reporter)
    returned = position(story).returned
    assert (returned.name, returned.comment, returned.person) == ("Trưởng ban", "Đoạn 3 thiếu nguồn.", str(house.chief))


def test_a_returned_story_is_mended_and_goes_through_every_gate_again(house):
    story = house.approve(house.submitted(), house.chief)
    story = house.do("send_back", story, house.secretary, reason="Tít quá dài")
    edit(story, house.reporter, title="Lớp học đêm")
    story = house.submitted(story)
    assert status(story).label == "Chờ Trưởng ban"
    assert status(house.live(story)).state == State.PUBLISHED


def test_a_return_to_the_gate_before_opens_its_approval_again(house):
    story = house.do("claim", house.approve(house.submitted(), house.chief), house.secretary)
    Notice.objects.all().delete()
    story = house.do("send_back", story, house.secretary, reason="Hỏi lại số hộ.", to="gate")

    assert status(story).label == "Chờ Trưởng ban"
    returned = position(story).returned
    assert (returned.name, returned.comment) == ("Thư ký", "Hỏi lại số hộ.")
    told = Notice.objects.filter(person=house.chief).get()
    assert "Hỏi lại số hộ." in told.text and not Notice.objects.filter(person=house.reporter).exists()
    assert logged(story, "send_back") == [{"gate": "Trưởng ban", "reason": "Hỏi lại số hộ."}]

    story = house.approve(story, house.chief)  # the same person: the first approval stands no more
    assert status(story).label == "Chờ Thư ký" and position(story).returned is None
    story = house.approve(house.approve(story, house.secretary), house.leader, outcome="now")
    assert status(story).state == State.PUBLISHED


def test_the_gate_before_must_have_passed_it_on(house):
    first = house.do("claim", house.submitted(), house.chief)
    hot = house.do("claim", house.submitted(urgent=True), house.leader)
    for story, person in ((first, house.chief), (hot, house.leader)):
        with pytest.raises(WrongMoment, match="bước trước"):
            house.do("send_back", story, person, reason="Hỏi lại", to="gate")


def test_the_holder_edits_in_place_and_what_is_approved_is_that_version(house):
    story = house.do("claim", house.submitted(), house.chief)
    handed_in = story.latest_revision_id
    mine = edit(story, house.chief, title="Tít trưởng ban sửa")
    story = house.do("approve", story, house.chief, revision_id=mine.pk)

    gate = position(story).chain[0]
    assert gate.state == "passed"
    assert mine.pk != handed_in
    assert Submission.objects.get().revision_id == handed_in
    assert story.workflow_states.get().task_states.get(task__name="Trưởng ban").revision_id == mine.pk


def test_a_version_that_changed_since_it_was_shown_is_not_approved(house):
    story = house.do("claim", house.submitted(), house.chief)
    shown = story.latest_revision_id
    edit(story, house.chief, title="Sửa ở thẻ khác của trình duyệt")
    with pytest.raises(OldVersion):
        house.do("approve", story, house.chief, revision_id=shown)
    with pytest.raises(OldVersion):
        house.do("approve", story, house.chief)
    assert status(story).state == State.EDITING


def test_an_edit_after_the_last_approval_returns_the_story_to_the_last_gate(house):
    story = house.approved(outcome="schedule", at=in_hours(2))
    assert status(story).state == State.SCHEDULED
    edit(story, house.reporter, title="Tít đổi sau khi duyệt")

    row = status(story)
    assert (row.label, row.title) == ("Chờ duyệt đăng", "Tít đổi sau khi duyệt")
    assert Approval.objects.get().revoked_by == house.reporter
    assert DueRelease.objects.get().state == DueState.CANCELLED
    assert [gate.state for gate in position(story).chain] == ["passed", "passed", "current"]
    with pytest.raises(WrongMoment):
        house.do("put_out", story, house.secretary)


def test_who_passed_an_earlier_gate_does_not_approve_after_a_late_edit(house):
    appoint(house.secretary, Role.LEADER, house.newsroom)
    story = house.approved()
    edit(story, house.reporter, sapo="Sapo đổi sau khi duyệt.")
    with pytest.raises(OwnStory, match="bước trước"):
        house.approve(story, house.secretary)
    assert status(house.approve(story, house.leader)).state == State.APPROVED


def test_the_leader_s_own_comma_after_approval_does_not_shut_the_leader_out(house):
    story = house.approved()
    edit(story, house.leader, sapo="Sapo, có dấu phẩy.")
    assert status(story).label == "Chờ duyệt đăng"
    assert status(house.approve(story, house.leader)).state == State.APPROVED


@pytest.mark.parametrize("moment", ["submitted", "approved"])
def test_an_autosave_never_rewrites_a_version_that_a_gate_has_seen(house, moment):
    story = house.draft()
    mine = edit(story, house.reporter, title="Bản đã nộp")
    story = getattr(house, moment)(house.submitted(story) if moment == "approved" else story)
    again = edit(story, house.reporter, title="Tự lưu đè", overwrite=mine)

    assert again.pk != mine.pk
    assert Revision.objects.get(pk=mine.pk).content["title"] == "Bản đã nộp"
    if moment == "approved":
        assert status(story).label == "Chờ duyệt đăng"


def test_an_autosave_rewrites_its_own_version_while_nobody_refers_to_it(house):
    story = house.draft()
    mine = edit(story, house.reporter, title="Một")
    assert edit(story, house.reporter, title="Hai", overwrite=mine).pk == mine.pk


def test_an_autosave_of_a_version_that_is_not_the_newest_is_refused(house):
    story = house.draft()
    mine = edit(story, house.reporter, title="Một")
    edit(story, house.colleague, title="Hai")
    with pytest.raises(PermissionDenied):
        edit(story, house.reporter, title="Ba", overwrite=mine)


def test_a_stuck_story_is_released_by_the_chief_or_the_secretary(house):
    story = house.do("claim", house.submitted(), house.chief)
    with pytest.raises(NotYours):
        house.do("unlock", story, house.editor)
    house.do("unlock", story, house.secretary)

    assert status(story).label == "Chờ Trưởng ban"
    assert logged(story, "unlock") == [{"released": str(house.chief)}]
    with pytest.raises(WrongMoment):
        house.do("unlock", story, house.secretary)


def test_at_a_gate_the_writer_waits_and_only_the_holder_edits(house):
    story = house.do("claim", house.submitted(), house.chief)
    lock = story.get_lock()
    assert not lock.for_user(fresh(house.chief))
    assert all(
        lock.for_user(fresh(person)) for person in (house.reporter, house.second_chief, house.secretary, house.leader)
    )


def test_a_story_moved_to_another_desk_leaves_the_old_desk_s_chain(house):
    story = house.do("claim", house.submitted(), house.chief)
    story.move(house.other_desk, pos="last-child")
    story = Story.objects.get(pk=story.pk)

    row = status(story)
    assert (row.state, row.desk_id) == (State.DRAFT, house.other_desk.pk)
    assert not story.current_workflow_state
    with pytest.raises(NotYours):
        house.do("submit", story, house.chief)


def test_a_desk_s_own_hour_is_its_gates_deadline(house):
    house.desk.gate_minutes = 15
    house.desk.save()
    row = status(house.submitted())
    assert (row.due_at - row.since).total_seconds() == 15 * 60


def test_a_gate_that_is_switched_off_lets_its_stories_on_to_the_next(house):
    story = house.submitted()
    Task.objects.get(name="Trưởng ban").deactivate()
    assert status(story).label == "Chờ Thư ký"
    assert status(house.approve(story, house.secretary)).label == "Chờ duyệt đăng"


def test_a_chain_that_is_switched_off_gives_its_stories_back_to_their_writers(house):
    story = house.submitted()
    Workflow.objects.get(name="Quy trình báo").deactivate()
    assert status(story).state == State.DRAFT


def test_a_chain_has_gates_of_one_kind_only(house):
    assert get_task_types() == [GateTask]
