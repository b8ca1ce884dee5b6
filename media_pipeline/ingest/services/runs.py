"""Runs and what people may ask of them: make, make again, try again, stop, go first."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Q

from media_pipeline.assets.models import Asset, AssetState, Removal, Run, RunKind, RunState, Step, StepKind, StepState
from media_pipeline.ffmpeg.ladder import PROFILE_VERSION
from media_pipeline.ingest import plan
from media_pipeline.ingest.errors import OrderRefused
from media_pipeline.ingest.leases import WAITING
from media_pipeline.ingest.queue import ring_step
from media_pipeline.ingest.services.deleting import GRACE, plan_run_removal

URGENT = 100


@transaction.atomic
def start_run(*, asset: Asset, kind: RunKind = RunKind.FULL, now: datetime, base: Run | None = None) -> Run:
    run = Run.objects.create(
        asset=asset,
        kind=kind,
        base=base,
        source_sha256=asset.source_sha256,
        profile=PROFILE_VERSION,
        priority=URGENT if asset.urgent else 0,
        created_at=now,
    )
    add_steps(run, plan.opening(kind), now=now)
    open_next(run, now=now)
    return run


def add_steps(run: Run, kinds: tuple[StepKind, ...], *, now: datetime) -> None:
    there = run.steps.count()
    Step.objects.bulk_create(
        Step(run=run, kind=kind, position=there + n, queue=plan.queue_of(kind, run.asset, run.kind), due_at=now)
        for n, kind in enumerate(kinds)
    )


def open_next(run: Run, *, now: datetime) -> Step | None:
    """The first step that is not done gets its turn, and a bell after commit."""
    step = run.steps.exclude(state=StepState.SUCCEEDED).order_by("position").first()
    if step is None:
        return None
    if step.state == StepState.BLOCKED:
        step.state, step.due_at = StepState.PENDING, now
        step.save(update_fields=["state", "due_at"])
    transaction.on_commit(partial(ring_step, step.pk, step.queue))
    return step


@transaction.atomic
def rerun(*, asset: Asset, now: datetime) -> Run:
    """Everything again from the original, with today's profile. What is published stays until the new run replaces it."""
    asset = Asset.objects.select_for_update().get(pk=asset.pk)
    if asset.runs.filter(kind=RunKind.FULL, state=RunState.MAKING).exists():
        raise OrderRefused("already_making")
    if asset.current_run_id is None:
        Asset.objects.filter(pk=asset.pk).update(state=AssetState.RECEIVED, code="")
    return start_run(asset=asset, now=now)


@transaction.atomic
def retry(*, run: Run, now: datetime) -> None:
    """A failed or stopped run goes on from the step where it stood."""
    run = Run.objects.select_for_update().select_related("asset").get(pk=run.pk)
    if run.state not in (RunState.FAILED, RunState.CANCELLED):
        raise OrderRefused("not_ended")
    if run.source_sha256 != run.asset.source_sha256:
        raise OrderRefused("source_replaced")
    done = Q(state=StepState.SUCCEEDED)
    if run.ended_at and run.ended_at + GRACE <= now:
        # What it had stored may have been cleared away by now: only the look at the original still counts.
        done &= Q(kind__in=plan.ENTRANCE)
        run.outputs, run.facts = {}, {}
    run.state, run.code, run.cancel_requested, run.ended_at = RunState.MAKING, "", False, None
    run.save(update_fields=["state", "code", "cancel_requested", "ended_at", "outputs", "facts"])
    run.steps.exclude(done).update(
        state=StepState.BLOCKED, failures={}, code="", detail="", owner="", lease_until=None, ended_at=None, progress=0
    )
    Removal.objects.filter(run_number=run.pk).delete()
    if run.kind == RunKind.FULL and run.asset.current_run_id is None:
        Asset.objects.filter(pk=run.asset_id).update(state=AssetState.PROCESSING, code="")
    open_next(run, now=now)


@transaction.atomic
def cancel(*, run: Run, now: datetime) -> None:
    """Ask for the end: a worker that holds a step kills its ffmpeg within a second, and lets a copy that is under way come to its end; what waits ends at once."""
    run = Run.objects.select_for_update().get(pk=run.pk)
    if run.state != RunState.MAKING:
        raise OrderRefused("not_running")
    run.cancel_requested = True
    run.save(update_fields=["cancel_requested"])
    if not run.steps.filter(state=StepState.LEASED).exists():
        end_cancelled(run, now=now)


def end_cancelled(run: Run, *, now: datetime) -> None:
    run.steps.exclude(state=StepState.SUCCEEDED).update(
        state=StepState.CANCELLED, owner="", lease_until=None, ended_at=now
    )
    end(run, RunState.CANCELLED, code="cancelled", now=now)


def end(
    run: Run, state: RunState, *, code: str, now: datetime, params: dict | None = None, rejected: bool = False
) -> None:
    """A run that was not published. What readers have stays as it was, but for a film that will not grow to its end."""
    Run.objects.filter(pk=run.pk).update(state=state, code=code, params=params or {}, ended_at=now)
    _withdraw_growing(run)
    plan_run_removal(run, now=now)
    if run.kind == RunKind.FULL and not Asset.objects.filter(pk=run.asset_id, current_run__isnull=False).exists():
        asset_state = AssetState.CANCELLED if state == RunState.CANCELLED else AssetState.FAILED
        Asset.objects.filter(pk=run.asset_id).update(
            state=AssetState.REJECTED if rejected else asset_state, code=code, params=params or {}
        )


def _withdraw_growing(run: Run) -> None:
    """A first rung that stopped in the middle is nothing to show."""
    for asset in Asset.objects.filter(current_run=run, current_run__facts__growing=True):
        asset.current_run = None
        asset.save(update_fields=["current_run"])


@transaction.atomic
def prioritise(*, run: Run, now: datetime) -> None:
    """Before all others; and readers get the first rung early, when there is still time for that."""
    if run.state != RunState.MAKING:
        raise OrderRefused("not_running")
    Run.objects.filter(pk=run.pk).update(priority=URGENT)
    Asset.objects.filter(pk=run.asset_id).update(urgent=True)
    for step in run.steps.filter(state__in=WAITING):
        Step.objects.filter(pk=step.pk, state__in=WAITING).update(due_at=now)
        transaction.on_commit(partial(ring_step, step.pk, step.queue))
