"""Tin liên quan by likeness: a row ordered when a story goes out, filled by a task, made again while the story is young."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from media_pipeline.assets.queue import ring
from newsroom.editorial.models import Beside
from newsroom.search.engines import Filters
from newsroom.search.likeness import alike
from newsroom.search.models import PublicDocument
from newsroom.stories.queries import readable

KEPT = 8  # a page shows four; some may leave the site meanwhile
YOUNG = timedelta(days=7)
AGAIN = timedelta(days=1)
LEASE = timedelta(minutes=2)
AT_ONCE = 50


def order(story) -> None:
    """In the transaction in which it goes out."""
    row = Beside(story=story, due_at=timezone.now())
    Beside.objects.bulk_create([row], update_conflicts=True, unique_fields=["story"], update_fields=["due_at"])
    transaction.on_commit(lambda: ring("newsroom.editorial.tasks.find_beside", story.pk))


def work(*, story_id: int, now: datetime) -> None:
    """Find the stories most like this one. Twice does no harm."""
    if not Beside.objects.filter(pk=story_id, due_at__lte=now).update(due_at=now + LEASE):
        return
    row = PublicDocument.objects.filter(kind="story", object_id=story_id).first()
    found, again = [], None
    if row:
        filters = Filters(organizations=[row.organization_id] if row.organization_id else [])
        ids = alike(
            PublicDocument,
            "story",
            row.title_folded,
            row.body_folded,
            filters=filters,
            without=[story_id],
            limit=2 * KEPT,
        )
        live = readable(ids, now)
        found = [pk for pk in ids if pk in live][:KEPT]
        again = now + AGAIN if row.published_at and row.published_at > now - YOUNG else None
    Beside.objects.filter(pk=story_id).update(story_ids=found, made_at=now, due_at=again)


def sweep(*, now: datetime) -> None:
    due = Beside.objects.filter(due_at__lte=now - timedelta(seconds=20)).order_by("due_at")
    for story_id in due.values_list("pk", flat=True)[:AT_ONCE]:
        work(story_id=story_id, now=now)
