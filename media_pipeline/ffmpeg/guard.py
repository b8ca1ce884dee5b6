"""What ffmpeg and ffprobe may read, and how large a file may be. Source: each row was tried against both binaries."""

from dataclasses import dataclass
from typing import Any

# A playlist inside a file that calls itself .mp4 is followed by the protocol list alone: only the format list stops it.
FORMATS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mpegts,mpeg,avi,mp3,wav,flac,ogg,aac,asf,mxf,amr,aiff,caf"
MAX_PIXELS = 8192 * 4320
MAX_ALLOC = 256 * 2**20

# For our own playlists only.
OWN_PLAYLIST = "hls," + FORMATS


def reading(formats: str = FORMATS) -> dict[str, Any]:
    """Options before `-i`, by name: for ffmpeg and ffprobe alike."""
    return {
        "protocol_whitelist": "file",
        "format_whitelist": formats,
        "max_alloc": MAX_ALLOC,
        "max_pixels": MAX_PIXELS,
    }


@dataclass(frozen=True)
class FileLimits:
    """What a source file may be at most."""

    bytes: int = 8 * 2**30
    seconds: float = 4 * 3600
    width: int = 8192
    height: int = 4320
    frame_rate: float = 120
    streams: int = 32
