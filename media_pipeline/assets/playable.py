"""What a player needs to know of one sound or film."""

from dataclasses import dataclass, field
from typing import NamedTuple


class Track(NamedTuple):
    url: str  # WebVTT
    language: str
    label: str


@dataclass(frozen=True, slots=True)
class Playable:
    asset_id: int
    kind: str  # "video" or "audio"
    title: str
    duration: float  # seconds
    width: int  # as people see it, after rotation; 0 for sound
    height: int
    hls: str | None = None  # addresses, those there are
    mp4: str | None = None
    mp3: str | None = None
    poster: str | None = None
    storyboard: str | None = None
    peaks: str | None = None
    captions: list[Track] = field(default_factory=list)
    wave: list[int] = field(default_factory=list)  # 0–100, a hundred or so, to draw at once
    size: int = 0  # bytes of the file that a plain player loads: mp4 or mp3
    complete: bool = False  # False while only the first rung is there
