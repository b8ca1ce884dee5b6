"""Who works a step: one guarded UPDATE gives it to one worker for a minute, and the worker says again and again that it lives."""

import os
import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from secrets import token_hex
from typing import TypeVar

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.models import F, QuerySet

from media_pipeline.assets.models import Step, StepState
from media_pipeline.ffmpeg.progress import Progress

Result = TypeVar("Result")
LASTS = timedelta(seconds=60)
LOOK, BEAT, STRIDE = 1.0, 5.0, 5.0  # seconds between looks at the row, seconds and percent between writes to it
WAITING = (StepState.PENDING, StepState.RETRY_WAIT)


class LeaseLost(Exception):
    """The step is somebody else's by now, or gone: whatever was made is thrown away."""


class CancelRequested(Exception):
    """A person stopped the run."""


def live_key(step_id: int) -> str:
    """Where the last second of a step stands in the cache: (percent, speed, seconds left)."""
    return f"media-step-{step_id}"


def new_owner() -> str:
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{token_hex(4)}"


def claim(steps: QuerySet[Step], *, owner: str, now: datetime) -> Step | None:
    """Of what may be claimed there, the most urgent and oldest; None when others took it all."""
    best = steps.claimable(now).order_by("-run__priority", "due_at", "pk").values_list("pk", flat=True)[:5]
    for pk in list(best):
        # No join in here: PostgreSQL looks again at the row itself alone when another worker was faster.
        if Step.objects.filter(pk=pk, state__in=WAITING, due_at__lte=now).update(**held(owner, now)):
            return taken(pk)
    return None


def held(owner: str, now: datetime) -> dict:
    """The columns of a step that this worker holds from now on."""
    return {
        "state": StepState.LEASED, "owner": owner, "lease_until": now + LASTS, "tries": F("tries") + 1, "started_at": now,
        "beat_at": now, "ended_at": None, "progress": 0, "speed": None, "remaining": None,
    }  # fmt: skip


def taken(pk: int) -> Step:
    return Step.objects.select_related("run__asset", "run__base").get(pk=pk)


class Lease:
    """The hold on one step. `over` is asked all the time while work is done; it looks, and writes, seldom enough."""

    def __init__(
        self,
        step: Step,
        owner: str,
        clock: Callable[[], datetime],
        *,
        beat: Callable[[datetime], None] = lambda now: None,
    ) -> None:
        """`beat` is called whenever it is written that the worker lives."""
        self.step, self.owner, self.clock, self._beat = step, owner, clock, beat
        self._percent, self._speed, self._remaining = 0.0, None, None
        self._looked, self._beaten = float("-inf"), time.monotonic()
        self._written = 0.0
        self._until = step.lease_until
        self.reason: type[Exception] | None = None

    @property
    def mine(self) -> QuerySet[Step]:
        return Step.objects.filter(pk=self.step.pk, owner=self.owner, state=StepState.LEASED)

    def over(self) -> bool:
        now = time.monotonic()
        if self.reason is None and now - self._looked >= LOOK:
            self._looked = now
            try:
                self._look(now)
            except DatabaseError:
                connection.close_if_unusable_or_obsolete()
                if self.clock() > self._until:
                    self.reason = LeaseLost
        return self.reason is not None

    def check(self, *, now: bool = False) -> None:
        """Raises LeaseLost, CancelRequested. `now`: looks, however short ago it last did."""
        if now:
            self._looked = float("-inf")
        if self.over():
            raise self.reason

    def report(self, percent: float, *, speed: float | None = None, remaining: float | None = None) -> None:
        """How far this step is, never going back."""
        self._percent, self._speed, self._remaining = max(self._percent, min(percent, 99.0)), speed, remaining

    def follow(self, seconds: float, *, start: float = 0, end: float = 100) -> Callable[[Progress], None]:
        """For the runner: output of `seconds` is the part from `start` to `end` percent of this step."""

        def follow(made: Progress) -> None:
            share = min(1.0, made.seconds / seconds) if seconds else 0.0
            self.report(start + (end - start) * share, speed=made.speed, remaining=made.left(seconds))

        return follow

    def during(self, work: Callable[[], Result]) -> Result:
        """Do what says nothing of itself, a long copy, in a thread; the lease runs on meanwhile."""
        with ThreadPoolExecutor(1) as pool:
            future = pool.submit(work)
            while not wait([future], LOOK).done:
                self.check()
            return future.result()

    def _look(self, now: float) -> None:
        cancelled = self.mine.values_list("run__cancel_requested", flat=True).first()
        if cancelled is None:
            self.reason = LeaseLost
        elif cancelled:
            self.reason = CancelRequested
        else:
            self._tell(now)

    def _tell(self, now: float) -> None:
        cache.set(live_key(self.step.pk), (self._percent, self._speed, self._remaining), 60)
        if now - self._beaten < BEAT and self._percent - self._written < STRIDE:
            return
        moment = self.clock()
        written = self.mine.update(
            progress=self._percent, speed=self._speed, remaining=self._remaining, beat_at=moment,
            lease_until=moment + LASTS,
        )  # fmt: skip
        if not written:
            self.reason = LeaseLost
            return
        self._beaten, self._written, self._until = now, self._percent, moment + LASTS
        self._beat(moment)
