"""Film and sound of one story for reading: in how many queries does not depend on how many there are."""

from dataclasses import dataclass

from django.template.loader import render_to_string

from media_pipeline.assets.models import Asset, CaptionTrack
from media_pipeline.assets.playable import Playable
from media_pipeline.assets.queries import playables
from media_pipeline.captions import Paragraph, read, transcript


@dataclass(frozen=True, slots=True)
class Played:
    """What can be played of one asset, and its words in the asset's own language."""

    media: Playable
    credit: str
    transcript: list[Paragraph]


@dataclass(slots=True)
class PlayedBlock:
    """Stands for a video or audio block: the same names, the same template. `played` is None while nothing can be played."""

    block_type: str
    id: str
    value: dict
    played: Played | None

    def render_as_block(self, context=None) -> str:
        media, words = (self.played.media, self.played.transcript) if self.played else (None, [])
        shown = {**(context or {}), "value": self.value, "media": media, "transcript": words}
        return render_to_string(f"blocks/{self.block_type}.html", shown)


def read_played(ids: set[int]) -> dict[int, Played]:
    """By asset number, those that readers can play now."""
    assets = Asset.objects.in_bulk(ids) if ids else {}
    found = playables(assets.values())
    captioned = [pk for pk, media in found.items() if media.captions]
    tracks = CaptionTrack.objects.filter(asset__in=captioned) if captioned else []
    words = {track.asset_id: transcript(read(track.text.encode()).cues) for track in reversed(tracks)}
    return {pk: Played(media, assets[pk].credit, words.get(pk, [])) for pk, media in found.items()}


def played_block(raw: dict, known: dict[int, Played]) -> PlayedBlock:
    value = raw["value"]
    words = {name: value.get(name) or "" for name in ("caption", "credit")}
    return PlayedBlock(raw["type"], raw.get("id") or "", words, known.get(value.get("media")))
