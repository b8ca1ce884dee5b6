"""The first look at an original: what it is, whether it may come in, and what will be made of it."""

from datetime import datetime

from django.conf import settings

from media_pipeline.assets.models import Asset, AssetState
from media_pipeline.ffmpeg.probe import probe
from media_pipeline.ingest import plan, probes, scratch
from media_pipeline.ingest.services.runs import add_steps
from media_pipeline.ingest.services.steps.work import Finish, Work
from media_pipeline.storage import NoRoom

# What a run takes on the machine that makes it, in sizes of the original: the original itself, the files, and a second try.
ROOM = 3
SPARE = 256 * 1024 * 1024


def fetch_probe(work: Work) -> Finish:
    if work.asset.current_run_id is None:
        Asset.objects.filter(pk=work.asset.pk).update(state=AssetState.PROBING)
    source = work.source
    found = work.lease.during(lambda: probe(source))
    columns = {
        "facts": probes.to_json(found),
        "type": found.kind,
        "duration": found.duration,
        "width": found.video.width if found.video else None,
        "height": found.video.height if found.video else None,
    }

    def finish(now: datetime) -> None:
        Asset.objects.filter(pk=work.asset.pk).update(**columns)

    return finish


def validate(work: Work) -> Finish:
    """The guards have spoken in the probe; here it is asked whether this machine has the room, and the rest is planned."""
    if scratch.free_on(settings.MEDIA_SCRATCH) < ROOM * work.asset.source_size + SPARE:
        raise NoRoom("MEDIA_SCRATCH")
    several = bool(work.ladder and work.ladder.rest)
    kinds = plan.after_validation(work.asset, several_rungs=several)

    def finish(now: datetime) -> None:
        if work.run.steps.count() == len(plan.ENTRANCE):
            add_steps(work.run, kinds, now=now)
        Asset.objects.filter(pk=work.asset.pk, current_run=None).update(state=AssetState.PROCESSING)

    return finish
