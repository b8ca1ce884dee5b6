"""A file for the air: made beside, measured, and only then given its name in the playout folder."""

import os
import shutil
from datetime import datetime
from pathlib import Path

from django.conf import settings

from media_pipeline.assets.models import BroadcastFile
from media_pipeline.ffmpeg import loudness, profiles, recipes
from media_pipeline.ffmpeg.probe import probe
from media_pipeline.ffmpeg.verify import NotWhole
from media_pipeline.ingest.failures import PlayoutUnavailable
from media_pipeline.ingest.leases import CancelRequested
from media_pipeline.ingest.services.publication import finish_handoff
from media_pipeline.ingest.services.steps.work import Finish, Work

A_LOT_SHORTER = 1.0  # seconds
SILENT = -60.0  # LUFS: there is nothing to bring to a level


def broadcast(work: Work) -> Finish:
    order = work.run.broadcast_file
    profile = profiles.named(order.profile)
    made = work.desk.out / f"air.{profile.extension}"
    argv = recipes.broadcast(work.source, made, work.probe, profile, sound=work.sound, cores=work.cores)
    work.encode(argv, seconds=work.probe.duration, end=90)
    facts = work.lease.during(lambda: measured(work, made, profile))
    work.lease.report(95)
    place = Path(settings.PLAYOUT) / order.name
    try:
        work.lease.during(lambda: hand_over(made, place))
        work.lease.check(now=True)
    except CancelRequested:
        place.unlink(missing_ok=True)  # nobody ordered it any more, and no list would name it
        raise
    size = made.stat().st_size

    def finish(now: datetime) -> None:
        BroadcastFile.objects.filter(pk=order.pk).update(ready_at=now, size=size, **facts)
        finish_handoff(run=work.run, now=now)

    return finish


def measured(work: Work, made: Path, profile: profiles.Profile) -> dict:
    """Raises NotWhole for what the station would send back."""
    target, found = profile.target, probe(made)
    if found.duration < work.probe.duration - A_LOT_SHORTER:
        raise NotWhole(f"{found.duration} s of {work.probe.duration} s")
    facts = {"duration": found.duration, "loudness": None, "true_peak": None}
    if work.sound is None:
        return facts
    heard = loudness.measure(made, work.desk.tmp, found.duration, mono_tracks=bool(profile.tracks))
    quiet = heard.loudness < SILENT or work.probe.duration < loudness.SHORTEST
    if not quiet and abs(heard.loudness - target.loudness) > target.tolerance:
        raise NotWhole(f"{heard.loudness} LUFS, not {target.loudness} ± {target.tolerance}")
    if not quiet and heard.true_peak > target.true_peak:
        raise NotWhole(f"{heard.true_peak} dBTP, not {target.true_peak} at most")
    return {**facts, "loudness": heard.loudness, "true_peak": heard.true_peak}


def hand_over(made: Path, place: Path) -> None:
    """Whole under its name, or not there: playout machines take what they see. Raises PlayoutUnavailable."""
    beside = place.with_name(f".{place.name}.part")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(made, beside)
        with beside.open("rb") as file:
            os.fsync(file.fileno())
        beside.replace(place)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise PlayoutUnavailable(str(error)) from error
