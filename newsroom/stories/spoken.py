"""The words spoken in a story's film and sound. Captions are the text; the second is where they stand."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.utils import timezone

from media_pipeline.assets.models import Asset, CaptionTrack
from media_pipeline.captions import CaptionsRefused, Cue, read

PLAYED = ("video", "audio")


def asset_ids(story) -> set[int]:
    """Every film and sound of one version of a story, from the stored form: no query."""
    in_body = {block["value"].get("media") for block in story.body.raw_data if block["type"] in PLAYED}
    return (in_body | {story.lead_media_id}) - {None}


def cues_of(assets: Collection[int]) -> dict[int, list[Cue]]:
    """By asset, the lines of all its captions, one language after another: one query."""
    tracks = CaptionTrack.objects.filter(asset__in=assets).order_by("asset", "language") if assets else []
    found: dict[int, list[Cue]] = defaultdict(list)
    for track in tracks:
        try:
            found[track.asset_id] += read(track.text.encode()).cues
        except CaptionsRefused:  # a track that was stored before the rules of today is only not searched
            continue
    return found


def lines_of(cues: Iterable[Cue]) -> list[tuple[float, str]]:
    return [(cue.start, cue.text.replace("\n", " ")) for cue in cues]


def spoken_in(assets: Collection[int]) -> str:
    return "\n".join(cue.text for lines in cues_of(assets).values() for cue in lines)


def playable_today(assets: Iterable[int]) -> set[int]:
    """Those whose rights hold today."""
    today = timezone.localdate()
    return set(Asset.objects.usable(today).filter(pk__in=set(assets)).values_list("pk", flat=True))
