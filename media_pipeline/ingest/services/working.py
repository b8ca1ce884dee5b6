"""A bell rang: claim work, do it, write down how it ended. The same bell twice, or a worker that died, changes nothing."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from media_pipeline.assets.models import RunState, Step, StepState
from media_pipeline.ingest import failures, leases, scratch
from media_pipeline.ingest.leases import CancelRequested, Lease, LeaseLost
from media_pipeline.ingest.queue import ring_step
from media_pipeline.ingest.services import machines, runs
from media_pipeline.ingest.services.editions import order_edition
from media_pipeline.ingest.services.steps import STEPS
from media_pipeline.ingest.services.steps.work import LOCAL, ScratchLost, Work

logger = logging.getLogger(__name__)
Clock = Callable[[], datetime]
DETAIL = 64 * 1024  # of stderr, for technicians


def answer_bell(*, step_id: int, clock: Clock = timezone.now) -> None:
    """Work the most urgent step of that step's queue, and those of its run that follow in the same queue."""
    rung = Step.objects.filter(pk=step_id).values_list("queue", flat=True).first()
    if rung is None or not work_on(Step.objects.filter(queue=rung), clock=clock):
        return
    waiting = Step.objects.filter(queue=rung).claimable(clock()).values_list("pk", flat=True).first()
    if waiting:
        ring_step(waiting, rung)


def work_on(steps: QuerySet[Step], *, clock: Clock) -> bool:
    """Claim one of these steps and go on with its run while that stays in one queue; False when there was nothing to claim."""
    scratch.tidy()
    owner = leases.new_owner()
    step = leases.claim(steps, owner=owner, now=clock())
    if step is None:
        return False
    while step is not None:
        step = _work(step, owner, clock)
    return True


def _work(step: Step, owner: str, clock: Clock) -> Step | None:
    """One try of one step; the next step of the run when this worker holds that too."""
    lease = Lease(step, owner, clock, beat=lambda now: machines.report(now=now))
    try:
        with scratch.desk(step.run_id, owner) as desk:
            work = Work(step, lease, desk)
            finish = STEPS[step.kind](work)
            lease.check(now=True)
            if step.kind in LOCAL or any(desk.out.iterdir()):
                scratch.keep(desk, step.run_id, step.kind)
            return _succeed(work, finish, clock)
    except Exception as error:
        reason = lease.reason or type(error)
        if reason is LeaseLost:
            logger.warning("Step %s is another worker's by now", step.pk)
        elif reason is CancelRequested:
            _cancel(lease, clock())
        elif isinstance(error, ScratchLost):
            _go_back(lease, clock())
        else:
            _fail(lease, error, clock())
        return None


@transaction.atomic
def _succeed(work: Work, finish, clock: Clock) -> Step | None:
    step, run, now = work.step, work.run, clock()
    done = work.lease.mine.update(
        state=StepState.SUCCEEDED, progress=100, remaining=None, ended_at=now, lease_until=None, facts=step.facts, code="",
        params={}, detail="",
    )  # fmt: skip
    if not done:
        raise LeaseLost
    if finish:
        finish(now)
    following = run.steps.exclude(state=StepState.SUCCEEDED).order_by("position").first()
    if following is None:
        transaction.on_commit(partial(scratch.drop, run.pk))
        return None
    if following.queue != step.queue:
        runs.open_next(run, now=now)
        return None
    Step.objects.filter(pk=following.pk).update(**leases.held(work.lease.owner, now))
    return leases.taken(following.pk)


@transaction.atomic
def _cancel(lease: Lease, now: datetime) -> None:
    if lease.mine.update(state=StepState.CANCELLED, ended_at=now):
        runs.end_cancelled(lease.step.run, now=now)
        transaction.on_commit(partial(scratch.drop, lease.step.run_id))


@transaction.atomic
def _go_back(lease: Lease, now: datetime) -> None:
    """To the first step whose files lay on another machine, or on this one before somebody emptied it."""
    run = lease.step.run
    if not lease.mine.update(state=StepState.BLOCKED, owner="", lease_until=None):
        return
    first = run.steps.filter(kind__in=LOCAL).order_by("position").first()
    run.steps.filter(position__gte=first.position).update(state=StepState.BLOCKED, progress=0)
    runs.open_next(run, now=now)


@transaction.atomic
def _fail(lease: Lease, error: Exception, now: datetime) -> None:
    found = failures.failure(error)
    if found.code == "unexpected":
        logger.exception("Step %s", lease.step.pk, exc_info=error)
    settle(lease.mine, lease.step, found, now=now)
    if isinstance(error, failures.Superseded):
        order_edition(asset=lease.step.run.asset, now=now)


def settle(mine: QuerySet[Step], step: Step, found: failures.Failure, *, now: datetime) -> None:
    """Again later, or the end of the run. `mine` finds the step while it is still held as it was."""
    times = step.failures.get(found.group, 0) + 1
    again = times <= failures.RETRIES.get(found.group, 0)
    columns = {
        "state": StepState.RETRY_WAIT if again else StepState.FAILED,
        "failures": {**step.failures, found.group: times},
        "single_thread": step.single_thread or found.group == "memory",
        "code": found.code, "params": found.params, "detail": found.detail[-DETAIL:],
        "owner": "", "lease_until": None, "remaining": None, "ended_at": now,
    }  # fmt: skip
    if again:
        columns["due_at"] = now + failures.delay(found.group, times)
    if not mine.update(**columns) or again:
        return
    superseded = found.code == "superseded"
    state = RunState.CANCELLED if superseded else RunState.FAILED
    runs.end(step.run, state, code=found.code, params=found.params, rejected=found.refused, now=now)
    transaction.on_commit(partial(scratch.drop, step.run_id))
