"""What is known of a media file."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Video:
    """The first moving picture. `width` × `height` as people see it: rotated, square pixels, even."""

    index: int
    codec: str
    profile: str
    level: int | None
    width: int
    height: int
    coded_width: int
    coded_height: int
    rotation: int
    sample_aspect_ratio: Fraction
    frame_rate: Fraction
    variable_frame_rate: bool
    interlaced: bool
    top_field_first: bool
    pixel_format: str
    color_space: str
    color_range: str
    color_transfer: str
    color_primaries: str
    bit_rate: int | None
    duration: float | None
    keyframe_gap: float | None
    closed_gop: bool

    @property
    def hdr(self) -> bool:
        return self.color_transfer in {"smpte2084", "arib-std-b67"}


@dataclass(frozen=True)
class Audio:
    """The first sound stream."""

    index: int
    codec: str
    sample_rate: int
    channels: int
    layout: str
    bit_rate: int | None
    duration: float | None


@dataclass(frozen=True)
class Probe:
    """`container` as ffmpeg names its format; `duration` in seconds; `size` in bytes; `cover`: an attached picture."""

    container: str
    duration: float
    size: int
    bit_rate: int | None
    streams: int
    video: Video | None
    audio: Audio | None
    cover: bool

    @property
    def kind(self) -> str:
        return "video" if self.video else "audio"
