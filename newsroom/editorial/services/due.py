"""Hẹn giờ đăng: claimed, executed, closed; whatever was missed while the house was down is caught up."""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.log_actions import log

from newsroom.editorial.services.notices import notify_people
from newsroom.stories.errors import Refused
from newsroom.stories.models import DueRelease, Embargo, Story
from newsroom.stories.ports import changed
from newsroom.stories.queries import pass_turnstile
from newsroom.stories.states import DueState

logger = logging.getLogger(__name__)
LEASE = timedelta(minutes=2)


def work_due(*, now=None) -> int:
    """Publish every release whose hour has come. One that is refused or fails stops none of the others."""
    now = now or timezone.now()
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    due = DueRelease.objects.filter(free, state=DueState.WAITING, at__lte=now).order_by("at")
    return sum(release(due_id=pk, now=now) for pk in due.values_list("pk", flat=True)[:200])


def release(*, due_id: int, now) -> bool:
    """Claim one row with a lease and send its approved revision out; whether it went."""
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    if not DueRelease.objects.filter(free, pk=due_id, state=DueState.WAITING).update(claimed_until=now + LEASE):
        return False
    due = DueRelease.objects.select_related("story", "approval__revision", "by").get(pk=due_id)
    try:
        with transaction.atomic():
            pass_turnstile(due.story_id)
            if not _close(due, DueState.DONE, ""):
                return False  # put out, unscheduled or edited since the claim
            due.approval.revision.publish(user=due.by, skip_permission_checks=True)
            log(instance=due.story, action="newsroom.due", user=due.by, data={"at": due.at.isoformat()})
    except Refused as refusal:
        with transaction.atomic():
            _close(due, DueState.REFUSED, str(refusal))
            log(instance=due.story, action="newsroom.due_refused", user=due.by, data={"reason": str(refusal)})
            story = Story.objects.get(pk=due.story_id)
            changed(story)
            notify_people([due.by], story, "Không đăng được đúng giờ hẹn", by=due.by, message=str(refusal))
        return False
    except Exception:
        # The lease runs out and the next tick tries again: a database that is away must not lose the hour.
        logger.exception("Release %s failed", due_id)
        return False
    return True


def _close(due: DueRelease, state: str, outcome: str) -> bool:
    """Whether the row was still open."""
    row = DueRelease.objects.filter(pk=due.pk, state=DueState.WAITING)
    return bool(row.update(state=state, outcome=outcome[:300], finished_at=timezone.now()))


def restate_after_embargo(*, now=None) -> None:
    """Stories whose embargo hour has passed carry its mark no longer."""
    now = now or timezone.now()
    ended = Embargo.objects.filter(lifted_at=None, until__lte=now, story__status__embargo_until__isnull=False)
    for embargo in ended.select_related("story")[:200]:
        changed(embargo.story)
