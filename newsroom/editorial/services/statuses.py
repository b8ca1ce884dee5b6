"""The one place where a story's status is derived from what is true elsewhere."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from newsroom.desks.models import Desk
from newsroom.editorial.models import StoryStatus, Submission
from newsroom.editorial.queries import claim_on
from newsroom.editorial.states import State
from newsroom.search import services as search
from newsroom.stories.models import DueRelease, Story
from newsroom.stories.queries import (
    credits_of,
    place_of,
    standing_embargo,
    standing_withdrawal,
    waiting_approval,
)
from newsroom.stories.states import CreditRole, DueState
from newsroom.stories.text import first_picture


@transaction.atomic(savepoint=False)
def restate(story: Story) -> None:
    """Compute the status row of one story again. Idempotent; called after everything that moves a story."""
    now = timezone.now()
    version = story.get_latest_revision_as_object() if story.latest_revision_id else story
    place = place_of(story)
    credits = credits_of(version)
    authors = [str(credit.contributor) for credit in credits if credit.role == CreditRole.AUTHOR]
    facts = {
        "desk_id": place.desk_id,
        "newsroom_id": place.newsroom_id,
        "owner_id": story.owner_id,
        "title": version.title,
        "byline": ", ".join(authors)[:255] or str(story.owner or ""),
        "section_id": version.section_id,
        "genre_name": version.genre.name if version.genre else "",
        "words": version.words,
        "pictures": _count_pictures(version),
        "saved_at": story.latest_revision_created_at or story.last_published_at or now,
        "published_at": story.address.published_at if hasattr(story, "address") else None,
        "gate_id": None, "holder_id": None, "due_at": None, "out_at": None, "urgent": False,
    }  # fmt: skip
    embargo = standing_embargo(story, now)
    facts["embargo_until"] = embargo.until if embargo else None
    facts |= _standing(story, now)
    if not StoryStatus.objects.filter(story=story).update(**facts):
        StoryStatus.objects.create(story=story, **facts)
    writers = {credit.contributor.user_id for credit in credits} | {story.owner_id}
    StoryStatus(story=story).writers.set(writers - {None})


def _standing(story: Story, now) -> dict:
    """State, gate, holder and clock. The first rule that fits wins."""
    if withdrawal := standing_withdrawal(story):
        return {"state": State.WITHDRAWN, "since": withdrawal.at}
    state = story.current_workflow_state
    if state and state.status == WorkflowState.STATUS_IN_PROGRESS:
        return _at_gate(state, story)
    if approval := waiting_approval(story):
        due = DueRelease.objects.filter(story=story, state=DueState.WAITING).first()
        urgent = Submission.objects.filter(story=story).values_list("urgent", flat=True).first() or False
        if due:
            return {"state": State.SCHEDULED, "since": approval.at, "out_at": due.at, "urgent": urgent}
        return {"state": State.APPROVED, "since": approval.at, "urgent": urgent}
    if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return {"state": State.RETURNED, "since": state.current_task_state.finished_at, "holder_id": story.owner_id}
    if story.live:
        changed = State.CHANGED if story.has_unpublished_changes else State.PUBLISHED
        return {"state": changed, "since": story.last_published_at or now}
    return {"state": State.DRAFT, "since": story.latest_revision_created_at or now, "holder_id": story.owner_id}


def _at_gate(state: WorkflowState, story: Story) -> dict:
    task_state: TaskState = state.current_task_state
    gate = task_state.task.specific
    claim = claim_on(task_state)
    submission = Submission.objects.filter(workflow_state=state).first()
    return {
        "state": State.EDITING if claim else State.WAITING,
        "gate_id": gate.pk,
        "holder_id": claim.person_id if claim else None,
        "since": claim.since if claim else task_state.started_at,
        "due_at": task_state.started_at + timedelta(minutes=gate.minutes or _desk_minutes(story)),
        "urgent": bool(submission and submission.urgent),
    }


def _desk_minutes(story: Story) -> int:
    return Desk.objects.values_list("gate_minutes", flat=True).get(path=story.path[: -story.steplen])


def _count_pictures(version: Story) -> int:
    galleries = sum(len(block.value["pictures"]) for block in version.body if block.block_type == "gallery")
    alone = sum(block.block_type == "picture" for block in version.body)
    chosen = version.lead_picture_id and version.lead_picture != first_picture(version.body)
    return galleries + alone + bool(chosen)


def restate_missing() -> int:
    """Write the rows of stories that have none, as after an import that bypassed every door. How many."""
    missing = list(Story.objects.filter(status=None))
    for story in missing:
        restate(story)
        search.refresh("story", story)
    return len(missing)
