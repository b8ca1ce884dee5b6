"""Objects whose rows no longer say what is so: marked in the transaction of the cause, written again by a task."""

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta

from django.db import transaction

from newsroom.search import registry, services
from newsroom.search.models import StaleObject, WrittenKind
from newsroom.search.queue import ring_stale
from newsroom.search.registry import Kind

logger = logging.getLogger(__name__)

CHUNK = 50
AT_ONCE = 2_000
PAUSE = timedelta(minutes=10)
LONG_AGO = datetime.fromtimestamp(0, UTC)  # a version one above the last, which no watcher takes for new


def mark_stale(kind: str, object_ids: Iterable[int], *, now: datetime, is_quiet: bool = False) -> None:
    """Have these objects written again soon. Marking twice is marking once, with the later moment, and quiet only if both are."""
    rows = [
        StaleObject(kind=kind, object_id=object_id, since=now, is_quiet=is_quiet)
        for object_id in sorted(set(object_ids))
    ]
    changed = ["since"] if is_quiet else ["since", "is_quiet"]
    if rows:
        StaleObject.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["kind", "object_id"], update_fields=changed, batch_size=200
        )
        transaction.on_commit(ring_stale)


def unwritten() -> list[Kind]:
    """Kinds that this software brought, or writes otherwise than the rows that stand there."""
    written = dict(WrittenKind.objects.values_list("kind", "way"))
    return [kind for kind in registry.all_kinds() if written.get(kind.name) != services.way_of(kind)]


def mark_unwritten(*, now: datetime) -> None:
    """Have every object of those kinds written again, once."""
    for kind in unwritten():
        with transaction.atomic():
            services.note_written(kind)
            mark_stale(kind.name, kind.queryset().order_by().values_list("pk", flat=True), now=now, is_quiet=True)


def refresh_stale(*, now: datetime, limit: int = AT_ONCE) -> int:
    """Write marked objects again, the longest waiting first. How many were looked at."""
    done = 0
    while done < limit and (rows := list(StaleObject.objects.filter(since__lte=now).order_by("since")[:CHUNK])):
        by_kind: dict[str, list[StaleObject]] = defaultdict(list)
        for row in rows:
            by_kind[row.kind].append(row)
        for kind, marked in by_kind.items():
            _refresh_each(kind, marked, now)
        done += len(rows)
    return done


def _refresh_each(kind: str, marked: Collection[StaleObject], now: datetime) -> None:
    """All in one transaction; when one of them cannot be written, one by one, and that one rests."""
    try:
        _refresh(kind, marked)
    except Exception:  # whatever one object's document stumbled over must not hold up the others
        if len(marked) > 1:
            for row in marked:
                _refresh_each(kind, [row], now)
            return
        [row] = marked
        logger.exception("Search rows of %s", row)
        StaleObject.objects.filter(pk=row.pk).update(since=now + PAUSE)


@transaction.atomic
def _refresh(kind: str, marked: Collection[StaleObject]) -> None:
    entry = registry.get(kind)
    ids = sorted(row.object_id for row in marked)
    # An editor who saves the same object meanwhile waits, or the older words would be written last.
    list(entry.model._base_manager.select_for_update().filter(pk__in=ids).order_by("pk"))
    objects = list(entry.queryset().filter(pk__in=ids))
    quiet = {row.object_id for row in marked if row.is_quiet}
    services.refresh_many(kind, [obj for obj in objects if obj.pk not in quiet])
    services.refresh_many(kind, [obj for obj in objects if obj.pk in quiet], now=LONG_AGO)
    services.remove(kind, set(ids) - {obj.pk for obj in objects})
    for row in marked:
        StaleObject.objects.filter(pk=row.pk, since=row.since).delete()
