"""Every night: mend what bypassed a door, and let old autosaves go."""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db.models import Exists, OuterRef
from django.utils import timezone
from wagtail.models import Revision

from newsroom.editorial.services.statuses import restate_missing
from newsroom.stories.models import Approval, Snapshot, Story, Withdrawal
from newsroom.stories.ports import changed
from newsroom.stories.services.going_out import darken_bypassed

KEEP_AUTOSAVES = timedelta(days=90)


def run(*, now=None) -> None:
    now = now or timezone.now()
    restate_missing()
    darken_unapproved()
    darken_unwithdrawn()
    purge_old_revisions(now=now)
    call_command("rebuild_references_index", verbosity=0)


def darken_unapproved() -> int:
    """Stories that stand on the site in a version that nobody approved: something set `live` by a bulk update."""
    approved = Approval.objects.filter(story=OuterRef("pk"), revision=OuterRef("live_revision"), used_at__isnull=False)
    lost = list(Story.objects.filter(~Exists(approved), live=True)[:500])
    Story.objects.filter(pk__in=[story.pk for story in lost]).update(live=False, live_revision=None)
    for story in Story.objects.filter(pk__in=[story.pk for story in lost]):
        if hasattr(story, "address"):
            darken_bypassed(story)
        else:
            changed(story)
    return len(lost)


def darken_unwithdrawn() -> int:
    """Stories that were read, are live no more and have no withdrawal: something acted on base Page rows."""
    standing = Withdrawal.objects.filter(lifted_at=None).values("story")
    lost = Story.objects.filter(live=False, address__isnull=False).exclude(pk__in=standing)
    for story in lost[:500]:
        darken_bypassed(story)
    return len(lost)


def purge_old_revisions(*, now) -> int:
    """Delete superseded drafts older than 90 days, never one that a gate, an approval or a snapshot refers to."""
    story_type = ContentType.objects.get_for_model(Story)
    old = Revision.objects.filter(
        content_type=story_type, created_at__lt=now - KEEP_AUTOSAVES, task_states=None, approvals=None, submissions=None
    )
    kept = (
        Snapshot.objects.exclude(revision_id=None).values("revision_id"),
        Story.objects.exclude(latest_revision=None).values("latest_revision_id"),
        Story.objects.exclude(live_revision=None).values("live_revision_id"),
    )
    for revisions in kept:
        old = old.exclude(pk__in=revisions)
    return old.delete()[0]
