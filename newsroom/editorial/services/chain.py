"""Moving a story through its desk's chain of gates."""

from datetime import datetime

from django.utils import timezone
from wagtail.models import Task, TaskState, WorkflowState

from newsroom.editorial.models import GateTask, Submission
from newsroom.editorial.queries import approvals_at, gates_of
from newsroom.editorial.services.notices import notify_gate
from newsroom.stories.models import Approval, DueRelease, Story
from newsroom.stories.queries import waiting_approval
from newsroom.stories.states import DueState


def enter_chain(story: Story, user, gate: GateTask, *, passed: dict[int, TaskState] | None = None) -> WorkflowState:
    """Start the desk's chain at this gate; earlier gates stand as `passed` says by gate, or as skipped.

    A returned story begins a new round: what an earlier gate approved was another text.
    """
    passed = passed or {}
    if returned := story.current_workflow_state:
        returned.cancel(user=user)
    workflow = story.get_workflow()
    state = WorkflowState(
        content_type=story.get_content_type(), base_content_type=story.get_base_content_type(),
        object_id=str(story.pk), workflow=workflow, requested_by=user,
    )  # fmt: skip
    state.save()
    for earlier in gates_of(workflow):
        if earlier == gate:
            break
        before = passed.get(earlier.pk)
        TaskState.objects.create(
            workflow_state=state, task=Task.objects.get(pk=earlier.pk),
            revision_id=before.revision_id if before else story.latest_revision_id,
            status=TaskState.STATUS_APPROVED if before else TaskState.STATUS_SKIPPED,
            finished_at=before.finished_at if before else timezone.now(),
            finished_by_id=before.finished_by_id if before else None,
        )  # fmt: skip
    state.update(user=user, next_task=gate)
    return state


def return_to_gate(task_state: TaskState, gate: GateTask, user, *, reason: str, now: datetime) -> None:
    """Back to the gate before, in the same round: what was approved there stands no more, so its people approve again."""
    state = task_state.workflow_state
    approvals_at(state, gate).update(status=TaskState.STATUS_CANCELLED)
    task_state.status, task_state.comment = TaskState.STATUS_CANCELLED, reason
    task_state.finished_at, task_state.finished_by = now, user
    task_state.save()
    state.current_task_state = task_state
    state.update(user=user, next_task=gate)


def reopen_after_edit(story: Story) -> None:
    """An edit after the last approval sends the story back to the last gate: only what was approved goes out."""
    approval = waiting_approval(story)
    if not approval or approval.revision_id == story.latest_revision_id:
        return
    editor = story.latest_revision.user or approval.by
    now = timezone.now()
    Approval.objects.filter(pk=approval.pk).update(revoked_at=now, revoked_by=editor)
    DueRelease.objects.filter(story=story, state=DueState.WAITING).update(
        state=DueState.CANCELLED, outcome="Bài sửa sau khi duyệt", finished_at=now
    )
    gates = gates_of(story.get_workflow()) if story.get_workflow() else []
    if not gates:
        return
    before = Submission.objects.filter(story=story).first()
    # The gates that were passed stay passed: who approved there does not approve again at the last.
    state = enter_chain(story, editor, gates[-1], passed=_passed(before.workflow_state) if before else None)
    Submission.objects.create(
        workflow_state=state, story=story, revision=approval.revision, by=before.by if before else editor, at=now,
        message=f"{editor} sửa sau khi duyệt đăng", urgent=bool(before and before.urgent),
    )  # fmt: skip
    notify_gate(story, by=editor, message="Bài sửa sau khi duyệt đăng, cần duyệt lại.")


def _passed(state: WorkflowState) -> dict[int, TaskState]:
    return {row.task_id: row for row in state.task_states.filter(status=TaskState.STATUS_APPROVED)}


def restart_after_move(story: Story) -> None:
    """A story moved to another desk leaves the old desk's chain; its writer hands it in to the new one."""
    state = story.current_workflow_state
    if state:
        state.cancel()
