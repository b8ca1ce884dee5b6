"""Put what was just done back in time, so that clocks and deadlines of the sample newsroom have something to say."""

from datetime import timedelta

from django.db.models import F
from wagtail.models import PageLogEntry, Revision, TaskState, WorkflowState

from newsroom.editorial.models import Submission
from newsroom.stories.models import Approval, Story
from newsroom.stories.ports import changed


def put_back(story: Story, hours: float) -> None:
    """Shift every moment of a story's way through its chain by this many hours."""
    by = timedelta(hours=hours)
    states = WorkflowState.objects.for_instance(story)
    states.update(created_at=F("created_at") - by)
    gates = TaskState.objects.filter(workflow_state__in=states)
    gates.update(started_at=F("started_at") - by)
    gates.exclude(finished_at=None).update(finished_at=F("finished_at") - by)
    Submission.objects.filter(story=story).update(at=F("at") - by)
    Approval.objects.filter(story=story).update(at=F("at") - by)
    PageLogEntry.objects.filter(page=story).update(timestamp=F("timestamp") - by)
    Revision.objects.for_instance(story).update(created_at=F("created_at") - by)
    Story.objects.filter(pk=story.pk).update(latest_revision_created_at=F("latest_revision_created_at") - by)
    changed(Story.objects.get(pk=story.pk))
