"""The words spoken in a story's film and sound. Captions are the text; the second is where they stand."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import lru_cache

from django.utils import timezone

from media_pipeline.assets.models import Asset, CaptionTrack
from media_pipeline.captions import CaptionsRefused, Cue, read


def cues_of(assets: Collection[int]) -> dict[int, list[Cue]]:
    """By asset, the lines of all its captions, one language after another: one query."""
    tracks = CaptionTrack.objects.filter(asset__in=assets).order_by("asset", "language") if assets else []
    found: dict[int, list[Cue]] = defaultdict(list)
    for track in tracks:
        found[track.asset_id] += _cues(track.text)
    return found


# Readers' searches ask for the same few tracks again and again, and reading one takes its time.
@lru_cache(maxsize=64)
def _cues(text: str) -> tuple[Cue, ...]:
    try:
        return read(text.encode()).cues
    except CaptionsRefused:  # a track that was stored before the rules of today is only not searched
        return ()


def lines_of(cues: Iterable[Cue]) -> list[tuple[float, str]]:
    return [(cue.start, cue.text.replace("\n", " ")) for cue in cues]


def spoken_in(assets: Collection[int]) -> str:
    return "\n".join(cue.text for lines in cues_of(assets).values() for cue in lines)


def playable_today(assets: Iterable[int]) -> set[int]:
    """Those whose rights hold today."""
    today = timezone.localdate()
    return set(Asset.objects.usable(today).filter(pk__in=set(assets)).values_list("pk", flat=True))
