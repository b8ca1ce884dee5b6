"""The clock's rounds: what no bell rang for, what dead workers held, what is due."""

from datetime import datetime, timedelta

from django.db import transaction

from media_pipeline.assets.models import Asset, AssetState, Queue, Run, RunState, Step, StepState
from media_pipeline.ingest.failures import Failure
from media_pipeline.ingest.queue import ring_step
from media_pipeline.ingest.services import runs
from media_pipeline.ingest.services.receiving import start_first
from media_pipeline.ingest.services.working import settle
from media_pipeline.storage import storage

BELLS = 4  # a round and queue: a worker that ends one run rings for the next
LOST = Failure("worker_lost", "lost")
FORGOTTEN = timedelta(minutes=2)


def sweep(*, now: datetime) -> None:
    reclaim(now=now)
    end_cancelled(now=now)
    start_forgotten(now=now)
    go_on(now=now)
    for queue in Queue.values:
        due = Step.objects.filter(queue=queue).claimable(now).order_by("-run__priority", "due_at")
        for step_id in due.values_list("pk", flat=True)[:BELLS]:
            ring_step(step_id, queue)


def reclaim(*, now: datetime) -> None:
    """Steps whose worker has said nothing for a minute: again, or never again when that happens each time."""
    for step in Step.objects.filter(state=StepState.LEASED, lease_until__lt=now).select_related("run"):
        with transaction.atomic():
            held = Step.objects.filter(pk=step.pk, state=StepState.LEASED, owner=step.owner, lease_until__lt=now)
            settle(held, step, LOST, now=now)


def end_cancelled(*, now: datetime) -> None:
    """Runs that were asked to end and that nobody works on."""
    asked = Run.objects.filter(state=RunState.MAKING, cancel_requested=True)
    for run in asked.exclude(steps__state=StepState.LEASED):
        with transaction.atomic():
            runs.end_cancelled(run, now=now)


def start_forgotten(*, now: datetime) -> None:
    """Originals that reached the store while nobody lived to start their first run."""
    waiting = Asset.objects.filter(state=AssetState.RECEIVED, runs=None, created_at__lt=now - FORGOTTEN)
    for asset in waiting.exclude(source_sha256="")[:20]:
        if storage().exists(asset.file.name):
            start_first(asset=asset, now=now)


def go_on(*, now: datetime) -> None:
    """Runs none of whose steps has its turn: nothing leaves one so, and one that was would stand still for ever."""
    moving = [StepState.PENDING, StepState.RETRY_WAIT, StepState.LEASED]
    for run in Run.objects.filter(state=RunState.MAKING).exclude(steps__state__in=moving):
        with transaction.atomic():
            runs.open_next(run, now=now)
