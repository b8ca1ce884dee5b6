"""A new index beside the one in use, filled from the rows while everybody works, then put in its place in one step.

    ordered ─▶ filling (workers write to it too) ─▶ compared with the rows ─▶ in use; the old one is kept a day for a return

The row is the truth of where it stands: a worker that dies is followed by another, which goes on at `last_row`.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.utils import timezone

from newsroom.search import breaker, comparing, outbox
from newsroom.search.engines import elasticsearch_admin as admin
from newsroom.search.engines.elasticsearch_schema import COLUMNS, SCHEMA, new_name
from newsroom.search.engines.elasticsearch_writing import deletion, document, tell
from newsroom.search.errors import EngineAway, EngineRefuses, IndexIncomplete
from newsroom.search.models import TABLES, EngineIndex
from newsroom.search.queue import ring_building

logger = logging.getLogger(__name__)

CHUNK = 500
LEASE = timedelta(minutes=2)
KEPT = timedelta(hours=24)
TRIES = 5
State = EngineIndex.State
UNDER_WAY = (State.ORDERED, State.FILLING)

Progress = Callable[[EngineIndex], None]
Step = TypeVar("Step")


def order(audiences: Iterable[str] = TABLES, *, now: datetime) -> list[EngineIndex]:
    """Have indexes built anew. One that is being built already is not ordered twice."""
    ordered = []
    for audience in audiences:
        row = EngineIndex(audience=audience, name=new_name(audience, now), schema=SCHEMA, ordered_at=now)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            row = EngineIndex.objects.get(audience=audience, state__in=UNDER_WAY)
        ordered.append(row)
    transaction.on_commit(ring_building)
    return ordered


def order_needed(*, now: datetime) -> None:
    """A newsroom that has just been given an engine, or software whose indexes are made otherwise, needs no person to say so.

    What could not be built is not tried over and over, and who went back to the index before is not overruled.
    """
    made = Q(schema=SCHEMA) | Q(state__in=UNDER_WAY)
    there = set(EngineIndex.objects.filter(made).values_list("audience", flat=True))
    if missing := [audience for audience in TABLES if audience not in there]:
        order(missing, now=now)


def ring_forgotten(*, now: datetime) -> None:
    if _free(now).exists() and not breaker.writing.why():
        ring_building()


def build_ordered(*, progress: Progress = lambda index: None) -> None:
    """Build what was ordered and nobody has in hand, one after another. An engine that is away ends it until the next bell."""
    tried: set[int] = set()
    while index := _free(timezone.now()).exclude(pk__in=tried).order_by("ordered_at", "pk").first():
        tried.add(index.pk)
        now = timezone.now()
        if not _free(now).filter(pk=index.pk).update(claimed_until=now + LEASE):
            continue
        index.refresh_from_db()
        try:
            _build(index, progress)
        except EngineAway as error:
            breaker.writing.open(str(error))
            EngineIndex.objects.filter(pk=index.pk).update(claimed_until=None, error=str(error)[:1000])
        except (EngineRefuses, IndexIncomplete) as error:
            logger.exception("Index %s", index)
            EngineIndex.objects.filter(pk=index.pk).update(
                state=State.FAILED, claimed_until=None, finished_at=timezone.now(), error=str(error)[:1000]
            )
        except Exception as error:  # whatever it is, it is told on the screen, and tried again when the lease is over
            logger.exception("Index %s", index)
            EngineIndex.objects.filter(pk=index.pk).update(error=repr(error)[:1000])


def _free(now: datetime) -> Any:
    return EngineIndex.objects.filter(Q(claimed_until=None) | Q(claimed_until__lt=now), state__in=UNDER_WAY)


def _build(index: EngineIndex, progress: Progress) -> None:
    model = TABLES[index.audience]
    admin.forbid_invented_indexes()
    admin.create(index.name)
    if index.state == State.ORDERED:
        # From this commit on every worker writes to it as well; what was committed before is read below.
        _note(index, state=State.FILLING, started_at=timezone.now(), total=model._default_manager.count(), error="")
    # What was deleted of late, so that nothing older than this index finds it without a memory.
    for _told in _held(index, tell(index.name, (deletion(*gone) for gone in outbox.deletions(index.audience)))):
        pass
    # Rows made from here on reach it from the outbox: however fast people write, this comes to an end.
    newest = model._default_manager.aggregate(newest=Max("pk"))["newest"] or 0
    after = model._default_manager.filter(pk__lte=newest).order_by("pk").values(*COLUMNS)
    while rows := list(after.filter(pk__gt=index.last_row)[:CHUNK]):
        _fill(index, rows)
        _note(index, last_row=rows[-1]["pk"], written=index.written + len(rows))
        progress(index)
    admin.refresh(index.name)
    _compare(index)
    admin.point(index.audience, index.name)
    put_in_use(index, now=timezone.now())
    progress(index)


def _note(index: EngineIndex, **values: Any) -> None:
    values["claimed_until"] = timezone.now() + LEASE
    for name, value in values.items():
        setattr(index, name, value)
    EngineIndex.objects.filter(pk=index.pk).update(**values)


def _held(index: EngineIndex, steps: Iterator[Step]) -> Iterator[Step]:
    """The same steps, the index staying in this worker's hand however long they take."""
    for step in steps:
        if index.claimed_until and index.claimed_until - timezone.now() < LEASE / 2:
            _note(index)
        yield step


def _fill(index: EngineIndex, rows: list[dict[str, Any]]) -> None:
    """A document that the index will never take is set aside and holds nobody up."""
    messages = [document(row) for row in rows]
    versions = {row["uid"]: row["version"] for row in rows}
    why = ""
    for attempt in range(TRIES):
        busy = []
        for message, verdict in tell(index.name, messages):
            if verdict.is_hopeless:
                outbox.note_set_aside(index.audience, message.uid, versions[message.uid], verdict.why)
            elif not verdict.is_known:
                busy.append(message)
                why = verdict.why
        if not busy:
            return
        messages = busy
        time.sleep(2.0**attempt / 4)
    raise EngineAway(why)


def _compare(index: EngineIndex) -> None:
    """What still differs is noted for the workers, who write to it already. Raises IndexIncomplete when it is not the rows' picture."""
    found = comparing.differences(index.audience, index.name, through=lambda documents: _held(index, documents))
    missing, written = len(found.missing), max(index.written, 1)
    if missing > max(CHUNK, written // 100):
        raise IndexIncomplete(f"{missing} of {written} documents are missing")
    comparing.mend(index.audience, found)


@transaction.atomic
def put_in_use(index: EngineIndex, *, now: datetime) -> None:
    in_use = EngineIndex.objects.filter(audience=index.audience, state=State.IN_USE).exclude(pk=index.pk)
    in_use.update(state=State.KEPT, kept_until=now + KEPT)
    index.state, index.finished_at, index.kept_until = State.IN_USE, now, None
    index.claimed_until, index.error = None, ""
    index.save(update_fields=["state", "finished_at", "kept_until", "claimed_until", "error"])


def go_back(audience: str, *, now: datetime) -> EngineIndex | None:
    """Search the newest kept index again; what changed since is noted for the workers. None when none is kept. Raises EngineAway."""
    kept = EngineIndex.objects.filter(audience=audience, state=State.KEPT).order_by("-finished_at").first()
    if kept is None:
        return None
    admin.point(audience, kept.name)
    put_in_use(kept, now=now)
    comparing.mend(audience, comparing.differences(audience, kept.name))
    return kept


def drop_old(*, now: datetime) -> None:
    """Delete indexes that are kept no longer, and what is left of those that could not be built."""
    over = Q(state=State.KEPT, kept_until__lt=now) | Q(state=State.FAILED, finished_at__lt=now - KEPT)
    for index in EngineIndex.objects.filter(over):
        try:
            admin.delete(index.name)
        except (EngineAway, EngineRefuses) as error:
            logger.warning("Index %s stays: %s", index, error)
            return
        index.delete()


def minutes_left(index: EngineIndex, *, now: datetime) -> float | None:
    """How long the rest takes at the pace so far; None while nothing can be said."""
    if not index.started_at or not index.written or index.total <= index.written:
        return None
    return (now - index.started_at).total_seconds() / index.written * (index.total - index.written) / 60
