"""One try of one step, as the step sees it."""

import os
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cached_property
from pathlib import Path

from django.conf import settings

from media_pipeline.assets.models import Run, Step, StepKind, StepState
from media_pipeline.ffmpeg import runner
from media_pipeline.ffmpeg.facts import Probe
from media_pipeline.ffmpeg.ladder import Ladder, ladder_for
from media_pipeline.ffmpeg.loudness import Sound
from media_pipeline.ingest import probes, scratch
from media_pipeline.ingest.failures import EncodingFailed
from media_pipeline.ingest.leases import Lease
from media_pipeline.storage import AlreadyThere, Storage, storage

Finish = Callable[[datetime], None]
# Their files lie on the machine that made them until they are uploaded; those of other steps are in the store at once.
LOCAL = (StepKind.TRANSCODE, StepKind.PACKAGE, StepKind.CAPTIONS, StepKind.VERIFY)


class ScratchLost(Exception):
    """What an earlier step left is not on this machine."""


class Work:
    def __init__(self, step: Step, lease: Lease, desk: scratch.Desk) -> None:
        self.step, self.run, self.asset = step, step.run, step.run.asset
        self.lease, self.desk = lease, desk

    @cached_property
    def store(self) -> Storage:
        return storage()

    @cached_property
    def source(self) -> Path:
        """The original, on this machine, to read and never to write."""
        fetched = self.desk.run / self.asset.file.name.rpartition("/")[2]
        if fetched.exists() and fetched.stat().st_size == self.asset.source_size:
            return fetched
        return self.lease.during(lambda: self.store.at_hand(self.asset.file.name, self.desk.run))

    @cached_property
    def probe(self) -> Probe:
        return probes.from_json(self.asset.facts)

    @cached_property
    def ladder(self) -> Ladder | None:
        return ladder_for(self.probe) if self.probe.video else None

    @property
    def sound(self) -> Sound | None:
        found = self.run.facts.get("sound")
        return Sound(**found) if found else None

    @property
    def cores(self) -> int:
        return 1 if self.step.single_thread else settings.MEDIA_CORES or os.cpu_count() or 1

    def build_on_earlier(self) -> Path:
        """`desk.out` with everything made so far. Raises ScratchLost."""
        earlier = self.run.steps.filter(position__lt=self.step.position, kind__in=LOCAL, state=StepState.SUCCEEDED)
        last = earlier.order_by("-position").first()
        if last:
            tree = scratch.tree_of(self.run.pk, last.kind)
            if not tree.is_dir():
                raise ScratchLost(str(tree))
            scratch.link(tree, self.desk.out)
        return self.desk.out

    def bring_stored(self) -> None:
        """What earlier steps of this run put into the store by themselves, wherever they ran."""
        for name in self.run.facts.get("stored", ()):
            for stored in self.store.list(f"{self.run.prefix}/{name}"):
                path = self.desk.out / stored.key.removeprefix(f"{self.run.prefix}/")
                if not path.exists():
                    path.parent.mkdir(parents=True, exist_ok=True)
                    self.store.fetch(stored.key, path)
            self.lease.check()

    def store_now(self, name: str) -> str:
        """Put a file of `desk.out` into the store before the rest; its key."""
        key = f"{self.run.prefix}/{name}"
        self.replace(key, self.desk.out / name)
        return key

    def replace(self, key: str, path: Path) -> None:
        """An earlier try may have left other bytes there; the run is not published, so nobody has them."""
        try:
            self.store.put_file(key, path)
        except AlreadyThere:
            self.lease.check(now=True)
            self.store.delete([key])
            self.store.put_file(key, path)

    def encode(
        self,
        argv: list[str],
        *,
        seconds: float,
        start: float = 0,
        end: float = 100,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> runner.Outcome:
        """Run ffmpeg to make `seconds` of output. Raises EncodingFailed, LeaseLost, CancelRequested."""

        def is_over() -> bool:
            meanwhile()
            return self.lease.over()

        outcome = runner.run(
            argv,
            cwd=self.desk.tmp,
            limits=runner.Limits.encoding(seconds, cores=self.cores),
            on_progress=self.lease.follow(seconds, start=start, end=end),
            cancelled=is_over,
        )
        if outcome.ended == "cancelled":
            self.lease.check()
        if not outcome.ok:
            raise EncodingFailed(outcome)
        figures = self.step.facts
        figures["cpu_seconds"] = round(figures.get("cpu_seconds", 0) + outcome.cpu_seconds, 2)
        figures["peak_rss"] = max(figures.get("peak_rss", 0), outcome.peak_rss)
        figures["error_lines"] = figures.get("error_lines", 0) + outcome.error_lines
        return outcome

    def note(self, *, outputs: dict | None = None, stored: Iterable[str] = (), **facts) -> Finish:
        """To be written with the step's success: what the run knows from now on."""

        def finish(now: datetime) -> None:
            run = Run.objects.select_for_update().get(pk=self.run.pk)
            run.outputs = {**run.outputs, **(outputs or {})}
            names = dict.fromkeys([*run.facts.get("stored", ()), *stored])
            run.facts = {**run.facts, **facts, **({"stored": list(names)} if names else {})}
            run.save(update_fields=["outputs", "facts"])
            self.run.outputs, self.run.facts = run.outputs, run.facts

        return finish
