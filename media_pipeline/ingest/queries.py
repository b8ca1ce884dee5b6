"""What the screens of sound and film show. Every list is a few queries, however long."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, Exists, F, Min, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from media_pipeline.assets.models import (
    AssetState,
    BroadcastFile,
    Queue,
    Removal,
    Run,
    RunKind,
    RunState,
    Step,
    StepState,
)
from media_pipeline.ingest.leases import WAITING, live_key
from media_pipeline.ingest.models import Machine
from media_pipeline.ingest.plan import WEIGHTS
from media_pipeline.ingest.scratch import free_on
from media_pipeline.storage import StorageError, storage

LOST = frozenset({AssetState.REJECTED, AssetState.FAILED, AssetState.CANCELLED})
"""Nothing plays and nothing is being made."""

HEARD = timedelta(minutes=10)
"""Within which a machine that works has said something."""


def runs(collections=None) -> QuerySet[Run]:
    """With their asset and steps; of those collections (a queryset), or of all."""
    rows = Run.objects.select_related("asset", "asset__uploaded_by_user", "asset__collection", "broadcast_file")
    if collections is not None:
        rows = rows.filter(asset__collection__in=collections)
    return rows.prefetch_related(Prefetch("steps", queryset=Step.objects.order_by("position")))


def running(collections=None) -> QuerySet[Run]:
    held = Step.objects.filter(state=StepState.LEASED).values("run")
    return runs(collections).filter(state=RunState.MAKING, pk__in=held).order_by("-priority", "created_at")


def waiting(collections=None) -> QuerySet[Run]:
    """In the order in which they will be taken."""
    held = Step.objects.filter(state=StepState.LEASED).values("run")
    return runs(collections).filter(state=RunState.MAKING).exclude(pk__in=held).order_by("-priority", "created_at")


def failed(collections=None) -> QuerySet[Run]:
    """Those somebody has to look at, newest first: nothing later was made, or is being made, in their place."""
    over = [RunState.FAILED, RunState.CANCELLED]
    later = Run.objects.filter(asset=OuterRef("asset"), kind=OuterRef("kind"), pk__gt=OuterRef("pk")).exclude(
        state__in=over
    )
    replaced = Exists(later) & ~Q(kind=RunKind.HANDOFF)
    return runs(collections).filter(state=RunState.FAILED).exclude(replaced).order_by("-ended_at")


def finished_today(now: datetime, collections=None) -> QuerySet[Run]:
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    done = [RunState.PUBLISHED, RunState.RETIRED]
    return runs(collections).filter(state__in=done, ended_at__gte=midnight).order_by("-ended_at")


def of_asset(asset) -> QuerySet[Run]:
    """Everything ever made of an asset, newest first."""
    return runs().filter(asset=asset).order_by("-pk")


def latest(assets: Iterable[int]) -> dict[int, Run]:
    """By asset number, the newest run that makes everything."""
    return {run.asset_id: run for run in runs().filter(asset__in=assets, kind=RunKind.FULL).order_by("pk")}


def ready_for_air(collections=None) -> QuerySet[BroadcastFile]:
    """Sẵn sàng phát: by hour of broadcast, those without one last."""
    rows = BroadcastFile.objects.exclude(ready_at=None).select_related("asset")
    if collections is not None:
        rows = rows.filter(asset__collection__in=collections)
    return rows.order_by(F("air_at").asc(nulls_last=True), "-ready_at")


@dataclass(frozen=True, slots=True)
class Progress:
    percent: float  # 0–100 of the whole run, never 100 before it is published
    step: Step | None  # the one under way, waited for or failed
    speed: float | None  # seconds of film a second
    remaining: float | None  # seconds of the step under way


def progress(run: Run) -> Progress:
    """Of a run with its steps loaded. The worker leaves the last second in the cache, the row is some seconds older."""
    return progresses([run])[run.pk]


def progresses(some: list[Run]) -> dict[int, Progress]:
    """By run number; one look into the cache for all."""
    steps = {run.pk: list(run.steps.all()) for run in some}
    held = [step.pk for of_run in steps.values() for step in of_run if step.state == StepState.LEASED]
    live = cache.get_many([live_key(pk) for pk in held])
    return {run.pk: _progress(run, steps[run.pk], live) for run in some}


def _progress(run: Run, steps: list[Step], live: dict) -> Progress:
    at = next((step for step in steps if step.state != StepState.SUCCEEDED), None)
    if at is None:
        return Progress(100.0 if run.ended_at else 99.0, None, None, None)
    percent, speed, remaining = live.get(live_key(at.pk)) or (at.progress, at.speed, at.remaining)
    total = sum(WEIGHTS[step.kind] for step in steps)
    if run.kind == RunKind.FULL and len(steps) <= 2:
        total = 120  # what comes after the look at the original is not planned yet
    done = sum(WEIGHTS[step.kind] for step in steps if step.state == StepState.SUCCEEDED)
    return Progress(min(99.0, 100 * (done + WEIGHTS[at.kind] * percent / 100) / total), at, speed, remaining)


@dataclass(frozen=True, slots=True)
class QueueHealth:
    queue: str
    running: int
    waiting: int
    oldest: datetime | None  # since when the first of them could have been taken
    lost: int  # held by a worker that no longer says anything


def queue_health(now: datetime) -> list[QueueHealth]:
    due = Q(state__in=WAITING, due_at__lte=now)
    rows = {
        row["queue"]: row
        for row in Step.objects.filter(run__state=RunState.MAKING)
        .values("queue")
        .annotate(
            running=Count("pk", filter=Q(state=StepState.LEASED)),
            waiting=Count("pk", filter=Q(state__in=WAITING)),
            oldest=Min("due_at", filter=due),
            lost=Count("pk", filter=Q(state=StepState.LEASED, lease_until__lt=now)),
        )
    }
    nothing = {"running": 0, "waiting": 0, "oldest": None, "lost": 0}
    return [QueueHealth(**{**nothing, **rows.get(queue, {}), "queue": queue}) for queue in Queue.values]


@dataclass(frozen=True, slots=True)
class DiskHealth:
    scratch_free: int  # bytes, on the machine that has least; on this one while none that works has said anything
    playout_free: int
    store_free: int | None  # None: nobody can say, or the store is away
    store_answers: bool
    removals: int  # folders waiting to be deleted


def disk_health() -> DiskHealth:
    try:
        store_free, answers = storage().free_bytes(), True
    except StorageError:
        store_free, answers = None, False
    heard = Machine.objects.filter(seen_at__gte=timezone.now() - HEARD)
    least = heard.aggregate(scratch=Min("scratch_free"), playout=Min("playout_free"))
    return DiskHealth(
        scratch_free=free_on(settings.MEDIA_SCRATCH) if least["scratch"] is None else least["scratch"],
        playout_free=free_on(settings.PLAYOUT) if least["playout"] is None else least["playout"],
        store_free=store_free,
        store_answers=answers,
        removals=Removal.objects.count(),
    )
