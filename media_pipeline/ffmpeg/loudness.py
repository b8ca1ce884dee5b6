"""Measure → gain → limiter → measure again: exact where `loudnorm` is not (EBU R 128)."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from media_pipeline.ffmpeg.binaries import Binaries
from media_pipeline.ffmpeg.facts import Probe


@dataclass(frozen=True)
class Target:
    """Integrated loudness in LUFS, true peak in dBTP at most, and how far off the result may be, in LU."""

    loudness: float
    true_peak: float = -1.0
    tolerance: float = 0.5


WEB = Target(-16.0)
BROADCAST = Target(-23.0, tolerance=0.2)


@dataclass(frozen=True)
class Measured:
    """LUFS, LU, dBTP. `loudness` is -70 for silence."""

    loudness: float
    range: float
    true_peak: float


@dataclass(frozen=True)
class Sound:
    """What brings a source to a target: `gain` in dB (0 for silence and shorter than a second), `ceiling` in dBTP or None."""

    gain: float
    ceiling: float | None


@dataclass(frozen=True)
class Analysis:
    """`sound` None: the source has no audio. `silences`: (from, to) in seconds. `samples`: s16le mono 8 kHz, for the waveform."""

    measured: Measured | None
    sound: Sound | None
    silences: tuple[tuple[float, float], ...]
    samples: Path | None


def analyse(
    source: Path,
    scratch: Path,
    probe: Probe,
    *,
    target: Target = WEB,
    cancelled: Callable[[], bool] | None = None,
    binaries: Binaries | None = None,
) -> Analysis:
    """One pass over the sound; a second one where the limiter has to work. Raises runner.Failed."""
    raise NotImplementedError


def measure(path: Path, scratch: Path, seconds: float, *, binaries: Binaries | None = None) -> Measured:
    """Of a file we made (also our own playlist). Raises runner.Failed."""
    raise NotImplementedError
