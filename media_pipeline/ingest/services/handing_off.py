"""Files for the air, made when somebody asks."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from media_pipeline.assets.models import Asset, AssetState, BroadcastFile, RunKind
from media_pipeline.ffmpeg import profiles
from media_pipeline.ingest.errors import OrderRefused
from media_pipeline.ingest.services.runs import start_run

PROBED = (AssetState.PROCESSING, AssetState.PLAYABLE, AssetState.READY, AssetState.FAILED, AssetState.CANCELLED)


@transaction.atomic
def order_broadcast(
    *, asset: Asset, profile: str, air_at: datetime | None = None, by: str = "", now: datetime
) -> BroadcastFile:
    """A file of a station profile (`ffmpeg.profiles`) in the playout folder, for that hour of broadcast. Raises OrderRefused."""
    try:
        chosen = profiles.named(profile)
    except KeyError as error:
        raise OrderRefused("unknown_profile") from error
    if asset.state not in PROBED or not asset.facts:
        raise OrderRefused("not_ready")
    if chosen.kind == "video" and asset.type != "video":
        raise OrderRefused("no_picture")
    if chosen.kind == "audio" and not asset.facts.get("audio"):
        raise OrderRefused("no_sound")
    run = start_run(asset=asset, kind=RunKind.HANDOFF, now=now)
    day = timezone.localdate(air_at or now)
    return BroadcastFile.objects.create(
        asset=asset,
        run=run,
        profile=profile,
        name=chosen.file_name(on=day, slug=slug_of(asset.title), id=run.pk),
        air_at=air_at,
        ordered_by=by[:160],
    )


def slug_of(title: str) -> str:
    return slugify(title.translate(str.maketrans("đĐƀɃ", "dDbB")))[:60].strip("-") or "tin"
