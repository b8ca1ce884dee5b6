"""Captions and stills: what changes around the picture without making the film again.

Each change is a run of its own over the files of its base: a new master playlist, so that what was published stays as it was.
"""

from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.db import transaction
from PIL import Image, UnidentifiedImageError

from media_pipeline import captions
from media_pipeline.assets.embedded.text import line
from media_pipeline.assets.models import Asset, CaptionTrack, Run, RunKind, RunState, StepState
from media_pipeline.ingest.errors import OrderRefused
from media_pipeline.ingest.services.runs import start_run
from media_pipeline.storage import storage

NOT_PICTURES = (
    UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombWarning, Image.DecompressionBombError,
)  # fmt: skip
STILLS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}


@transaction.atomic
def attach_captions(*, asset: Asset, data: bytes, file_name: str, language: str, now: datetime) -> CaptionTrack:
    """The captions of one language, in place of those there were. Raises captions.CaptionsRefused."""
    found = captions.read(data, file_name, duration=asset.duration or None)
    track, _ = CaptionTrack.objects.update_or_create(
        asset=asset,
        language=language,
        defaults={
            "text": captions.to_webvtt(found.cues), "file_name": line(file_name, 255), "changed_at": now,
        },
    )  # fmt: skip
    order_edition(asset=asset, now=now)
    return track


@transaction.atomic
def remove_captions(*, track: CaptionTrack, now: datetime) -> None:
    track.delete()
    order_edition(asset=track.asset, now=now)


@transaction.atomic
def choose_frame(*, asset: Asset, at: float, now: datetime) -> None:
    """The still is the frame at that second. Raises OrderRefused."""
    if asset.type != "video" or not 0 <= at <= asset.duration:
        raise OrderRefused("outside_film")
    Asset.objects.filter(pk=asset.pk).update(poster_at=at, poster_key="")
    order_edition(asset=asset, now=now)


def choose_picture(*, asset: Asset, path: Path, now: datetime) -> None:
    """The still is a picture somebody sent, a file of this machine. Raises OrderRefused, StorageError."""
    try:
        with Image.open(path, formats=list(STILLS)) as picture:
            extension = STILLS[picture.format]
            picture.verify()
    except NOT_PICTURES as error:
        raise OrderRefused("not_a_picture") from error
    key = f"src/{asset.token}/still-{sha256(path.read_bytes()).hexdigest()}.{extension}"
    storage().put_file(key, path)
    with transaction.atomic():
        Asset.objects.filter(pk=asset.pk).update(poster_at=None, poster_key=key)
        order_edition(asset=asset, now=now)


def presentation_of(asset: Asset) -> str:
    """Changes with every track and with the choice of the still."""
    tracks = list(asset.captions.order_by("language").values_list("language", "text"))
    return sha256(repr((tracks, asset.poster_at, asset.poster_key)).encode()).hexdigest()[:16]


@transaction.atomic
def order_edition(*, asset: Asset, now: datetime) -> Run | None:
    """An edition when what is published shows other captions or another still; one that has not begun takes all changes."""
    asset = Asset.objects.select_for_update(of=("self",)).select_related("current_run__base").get(pk=asset.pk)
    current = asset.current_run
    if current is None or not current.complete or current.presentation == presentation_of(asset):
        return None
    waiting = asset.runs.filter(kind=RunKind.EDITION, state=RunState.MAKING)
    if waiting.exclude(steps__state__in=[StepState.LEASED, StepState.SUCCEEDED]).exists():
        return None
    return start_run(asset=asset, kind=RunKind.EDITION, base=current.base or current, now=now)
