"""Which steps a run takes, in which order and in which queue."""

from media_pipeline.assets.models import Asset, Queue, RunKind
from media_pipeline.assets.models import StepKind as Kind

LONG = 180  # seconds: from here on readers get the first rung before the others are made
SLOW_TO_READ = 600  # seconds: from here on even reading the sound through takes its time
WEIGHTS = {
    Kind.FETCH_PROBE: 1, Kind.VALIDATE: 1, Kind.POSTER: 1, Kind.ANALYSE: 2, Kind.TRANSCODE_FIRST: 20,
    Kind.TRANSCODE: 80, Kind.PACKAGE: 2, Kind.CAPTIONS: 1, Kind.BROADCAST: 95, Kind.VERIFY: 1, Kind.UPLOAD: 10,
    Kind.PUBLISH: 1,
}  # fmt: skip
ENTRANCE = (Kind.FETCH_PROBE, Kind.VALIDATE)


def opening(kind: RunKind) -> tuple[Kind, ...]:
    """The steps that are known before the original has been looked at."""
    return {
        RunKind.FULL: ENTRANCE,
        RunKind.EDITION: (Kind.POSTER, Kind.CAPTIONS, Kind.UPLOAD, Kind.PUBLISH),
        RunKind.HANDOFF: (Kind.ANALYSE, Kind.BROADCAST),
    }[kind]


def after_validation(asset: Asset, *, several_rungs: bool) -> tuple[Kind, ...]:
    wants_first = several_rungs and (asset.urgent or asset.duration > LONG)
    return (
        Kind.POSTER,
        Kind.ANALYSE,
        *([Kind.TRANSCODE_FIRST] if wants_first else []),
        Kind.TRANSCODE,
        Kind.PACKAGE,
        Kind.CAPTIONS,
        Kind.VERIFY,
        Kind.UPLOAD,
        Kind.PUBLISH,
    )


def queue_of(kind: Kind, asset: Asset, run_kind: RunKind) -> Queue:
    quick = kind in {*ENTRANCE, Kind.POSTER} or run_kind == RunKind.EDITION
    if kind == Kind.ANALYSE:
        quick = 0 < asset.duration <= SLOW_TO_READ
    return Queue.FAST if quick else Queue.HEAVY
