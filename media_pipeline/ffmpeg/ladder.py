"""Which sizes a film is made in. Source of the numbers: measured at equal quality, and Apple's HLS authoring specification."""

from dataclasses import dataclass
from fractions import Fraction

from media_pipeline.ffmpeg.probe import Probe

# Raised when the same source would give other files: runs made with an older one may be made again.
PROFILE_VERSION = "web-1"


@dataclass(frozen=True)
class Rung:
    """One size of the film. `name` is its folder; rates in kbit/s; `gop` in frames, two seconds."""

    name: str
    width: int
    height: int
    frame_rate: Fraction
    gop: int
    crf: int
    max_rate: int
    level: str
    preset: str


@dataclass(frozen=True)
class Ladder:
    """All rungs, largest first. `copies_top`: the source conforms, so the first rung is its own stream, packaged."""

    rungs: tuple[Rung, ...]
    copies_top: bool

    @property
    def first(self) -> Rung:
        """What an urgent film shows before the rest is made: 480p, or the nearest below, or all there is."""
        raise NotImplementedError

    @property
    def rest(self) -> tuple[Rung, ...]:
        return tuple(rung for rung in self.rungs if rung != self.first)

    @property
    def download(self) -> Rung:
        """What is remuxed to MP4: 720p, or the nearest below."""
        raise NotImplementedError


def ladder_for(probe: Probe, *, with_240: bool = True) -> Ladder:
    raise NotImplementedError


def copies_top(probe: Probe, top: Rung) -> bool:
    """Whether the source's own stream may stand as its top rung."""
    raise NotImplementedError
