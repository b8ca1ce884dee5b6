"""What readers can play now."""

from collections.abc import Iterable

from django.utils import timezone

from media_pipeline.assets.models import Asset, Run
from media_pipeline.assets.playable import Playable, Track
from media_pipeline.storage import storage

ADDRESSES = ("hls", "mp4", "mp3", "poster", "storyboard", "peaks")


def playable(asset: Asset) -> Playable | None:
    """None while nothing can be played, and when the house may not use it today."""
    return playables([asset]).get(asset.pk)


def playables(assets: Iterable[Asset]) -> dict[int, Playable]:
    """By asset number, those that can be played; one query whatever the number of assets."""
    today = timezone.localdate()
    assets = [asset for asset in assets if asset.current_run_id and asset.usable_on(today)]
    runs = Run.objects.in_bulk({asset.current_run_id for asset in assets})
    return {asset.pk: of_run(asset, runs[asset.current_run_id]) for asset in assets if asset.current_run_id in runs}


def of_run(asset: Asset, run: Run) -> Playable:
    """The same of any run, as a technician looks at it."""
    store, outputs = storage(), run.outputs
    return Playable(
        asset_id=asset.pk,
        kind=asset.type,
        title=asset.title,
        duration=asset.duration,
        width=asset.width or 0,
        height=asset.height or 0,
        captions=[
            Track(store.url(track["key"]), track["language"], track["label"]) for track in outputs.get("captions", ())
        ],
        wave=run.facts.get("wave", []),
        size=run.facts.get("plain_size", 0),
        complete=run.complete,
        **{name: store.url(outputs[name]) if outputs.get(name) else None for name in ADDRESSES},
    )
