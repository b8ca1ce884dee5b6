"""Where a story stands, and who may do what about it now."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from wagtail.models import TaskState, WorkflowState

from newsroom.editorial.models import Claim, GateTask, StoryStatus, Submission
from newsroom.prepared import Prepared
from newsroom.stories.models import DueRelease
from newsroom.stories.queries import writers_of
from newsroom.stories.states import DueState


@dataclass(frozen=True)
class Gate:
    """One step of the chain as the bar shows it. `state`: passed, skipped, current, returned or ahead."""

    name: str
    state: str
    person: str = ""
    at: datetime | None = None
    comment: str = ""


@dataclass(frozen=True)
class Position:
    """Everything the chain bar, the lists and the dialogs say about where a story is."""

    status: StoryStatus
    chain: list[Gate]
    submission: Submission | None
    claim: Claim | None
    returned: Gate | None
    task_state: TaskState | None


@Prepared
def gates(workflow):
    steps = GateTask.objects.filter(workflow_tasks__workflow=workflow, active=True)
    return steps.order_by("workflow_tasks__sort_order")


@Prepared
def claims(task_state):
    return Claim.objects.filter(task_state=task_state).select_related("person")


@Prepared
def approvers(workflow_state):
    passed = TaskState.objects.filter(workflow_state=workflow_state, status=TaskState.STATUS_APPROVED)
    return passed.values_list("finished_by_id", flat=True)


@Prepared
def submitters(workflow_state):
    return Submission.objects.filter(workflow_state=workflow_state).order_by().values_list("by_id", flat=True)


def current_task_state(story) -> TaskState | None:
    """The gate the story stands at, or None outside a chain. A returned story stands at no gate."""
    state = story.current_workflow_state
    if not state or state.status != WorkflowState.STATUS_IN_PROGRESS:
        return None
    if task_state := state.current_task_state:
        task_state.workflow_state = state
    return task_state


def current_gate(story) -> GateTask | None:
    task_state = current_task_state(story)
    return task_state.task.specific if task_state else None


def gates_of(workflow) -> list[GateTask]:
    """The gates of a chain in order."""
    return gates(workflow.pk)


def last_gate(workflow) -> GateTask | None:
    return next(reversed(gates_of(workflow)), None)


def gate_before(task_state) -> GateTask | None:
    """The gate that passed the story on to this one, or None: at a gate that was skipped nobody knows the story."""
    gates = gates_of(task_state.workflow_state.workflow)
    before = next((earlier for earlier, gate in pairwise(gates) if gate.pk == task_state.task_id), None)
    return before if before and approvals_at(task_state.workflow_state, before).exists() else None


def approvals_at(workflow_state, gate: GateTask):
    return TaskState.objects.filter(workflow_state=workflow_state, task=gate.pk, status=TaskState.STATUS_APPROVED)


def claim_on(task_state) -> Claim | None:
    return next(iter(claims(task_state.pk)), None) if task_state else None


def approvers_before(workflow_state) -> set[int]:
    """Who approved an earlier gate of this round: they do not approve another."""
    return set(approvers(workflow_state.pk))


def authors_of(story, workflow_state=None) -> set[int]:
    """Whose own story it is: owner, credited people with an account, whoever handed it in."""
    return writers_of(story) | (set(submitters(workflow_state.pk)) if workflow_state else set())


def who_may_approve(story, gate: GateTask, workflow_state=None, also_out: set[int] = frozenset()) -> list:
    """Active people who could approve at this gate: at the gate, not an author, no earlier gate approved."""
    out = authors_of(story, workflow_state) | set(also_out)
    if workflow_state:
        out |= approvers_before(workflow_state)
    substitutes = [row.person for row in gate.substitutes.filter(story=story).select_related("person")]
    people = {person.pk: person for person in [*gate.people_for(story), *substitutes] if person.is_active}
    return [person for pk, person in people.items() if pk not in out]


def position(story) -> Position:
    status = StoryStatus.objects.select_related("gate", "holder", "desk").get(story=story)
    state = story.current_workflow_state
    task_state = current_task_state(story)
    submission = Submission.objects.filter(story=story).select_related("by", "revision").first()
    chain, returned = _chain(story, state)
    return Position(status, chain, submission, claim_on(task_state), returned, task_state)


def _chain(story, state) -> tuple[list[Gate], Gate | None]:
    workflow = state.workflow if state else story.get_workflow()
    if not workflow:
        return [], None
    newest = {}
    if state:
        for row in (
            TaskState.objects.filter(workflow_state=state).select_related("finished_by").order_by("started_at", "pk")
        ):
            newest[row.task_id] = row
    words = {
        TaskState.STATUS_APPROVED: "passed",
        TaskState.STATUS_SKIPPED: "skipped",
        TaskState.STATUS_IN_PROGRESS: "current",
        TaskState.STATUS_REJECTED: "returned",
    }
    chain, returned = [], None
    for gate in gates_of(workflow):
        row = newest.get(gate.pk)
        entry = Gate(gate.name, "ahead")
        if row and row.status in words:
            entry = Gate(
                gate.name, words[row.status], str(row.finished_by or ""), row.finished_at or row.started_at, row.comment
            )
        if entry.state == "returned" and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
            returned = entry
        elif row and row.status == TaskState.STATUS_CANCELLED and row.comment:  # sent back to the gate before
            returned = Gate(gate.name, "returned", str(row.finished_by or ""), row.finished_at, row.comment)
        chain.append(entry)
    return chain, returned


@dataclass(frozen=True)
class Option:
    """A verb as the editor offers it. `refused` is the reason it cannot be pressed now, or None."""

    name: str
    label: str
    refused: str | None


def waiting_release(story) -> DueRelease | None:
    """The hour the story is to go out by itself."""
    return DueRelease.objects.filter(story=story, state=DueState.WAITING).first()


def is_writer(user, story) -> bool:
    return user.pk in writers_of(story)
