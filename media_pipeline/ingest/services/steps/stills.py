from pathlib import Path

from PIL import Image, ImageOps

from media_pipeline.assets.models import Asset
from media_pipeline.ffmpeg import recipes
from media_pipeline.ingest.services.editions import STILLS
from media_pipeline.ingest.services.steps.work import Finish, Work

POSTER, COVER = "img/poster.jpg", "img/cover.jpg"
WIDEST = 1280  # pixels, as the recipe makes them
A_FRAME = 10  # seconds of output that making one frame may cost


def still_of(asset: Asset) -> str:
    """The choice of the still, for comparing."""
    return f"{asset.poster_at}|{asset.poster_key}"


def make_still(work: Work) -> Finish:
    """The picture that stands before the film plays: in the store at once, so that people see what they sent."""
    choice = still_of(work.asset)
    base = work.run.base
    if base and base.facts.get("still") == choice:
        return work.note(outputs={"poster": base.outputs.get("poster")}, still=choice)
    name = _make(work)
    if name is None:
        return work.note(still=choice)
    return work.note(outputs={"poster": work.store_now(name)}, stored=[name], still=choice)


def _make(work: Work) -> str | None:
    """The name of the file in `desk.out`; None: a sound without a picture."""
    out = work.desk.out
    if work.asset.poster_key:
        work.store.fetch(work.asset.poster_key, work.desk.tmp / "sent")
        _shrink(work.desk.tmp / "sent", out / POSTER)
        return POSTER
    if work.probe.video:
        for at in (work.asset.poster_at, 0.0):  # a film with a hole has no frame there, but has a first one
            work.encode(recipes.poster(work.source, out, work.probe, at=at), seconds=A_FRAME)
            if (out / POSTER).exists():
                break
        return POSTER
    if work.probe.cover:
        work.encode(recipes.cover(work.source, out), seconds=A_FRAME)
        return COVER
    return None


def _shrink(sent: Path, target: Path) -> None:
    with Image.open(sent, formats=list(STILLS)) as picture:
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail((WIDEST, WIDEST))
    target.parent.mkdir(parents=True, exist_ok=True)
    upright.save(target, "JPEG", quality=85, progressive=True)
