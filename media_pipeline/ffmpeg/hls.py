"""Playlists: ours are read back, and the master is written here, since ffmpeg's is wrong about rates."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Playlist:
    """A media playlist and its files. `segments`: (file name, seconds)."""

    folder: Path
    init: str
    segments: tuple[tuple[str, float], ...]
    ended: bool

    @property
    def duration(self) -> float:
        return sum(seconds for _name, seconds in self.segments)


class Malformed(Exception):
    """Not a playlist that we would have written."""


def read(folder: Path) -> Playlist:
    """Of folder/index.m3u8. Raises Malformed."""
    raise NotImplementedError


@dataclass(frozen=True)
class Subtitles:
    """A folder below hls/ with a WebVTT playlist. `name` is what people read: Tiếng Việt."""

    folder: str
    language: str
    name: str


def master(hls: Path, *, rungs: Sequence[str], audio: bool, subtitles: Sequence[Subtitles] = ()) -> str:
    """The master playlist of the rungs in hls/{name}/ (and hls/a/): 720 first. With no rungs: sound alone."""
    raise NotImplementedError
