"""Loudness as numbers (EBU R 128): what was measured, what is wanted, what brings one to the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

# Quieter than this is silence: raising it would raise noise.
SILENCE = -60.0


@dataclass(frozen=True)
class Target:
    """Integrated loudness in LUFS, true peak in dBTP at most, and how far off the result may be, in LU."""

    loudness: float
    true_peak: float = -1.0
    tolerance: float = 0.5


Coding = dict[str, Any]
"""A way sound is coded: ffmpeg's output options."""

# At this rate ffmpeg's authors hear “fast” as the better coder (commit fcb681ac3edd); it costs a third, and its peaks stay lower.
AAC: Coding = {"c:a": "aac", "aac_coder": "fast", "b:a": "128k"}
MP3: Coding = {"c:a": "libmp3lame", "b:a": "128k"}


def codings(*, film: bool) -> Sequence[Coding]:
    """What readers hear a film or a sound through."""
    return (AAC,) if film else (AAC, MP3)


# Site setting where a house streams at another level (R 128 s2, AES TD1008).
WEB = Target(-16.0)
BROADCAST = Target(-23.0, tolerance=0.2)


@dataclass(frozen=True)
class Measured:
    """LUFS, LU, dBTP. `loudness` is -70 for silence and for less than 0.4 s."""

    loudness: float
    range: float
    true_peak: float

    @property
    def silent(self) -> bool:
        return self.loudness < SILENCE


@dataclass(frozen=True)
class Sound:
    """What brings a source to a target: `gain` in dB; `ceiling` in dBTP where a limiter has to hold it, else None."""

    gain: float
    ceiling: float | None


UNCHANGED = Sound(0.0, None)
