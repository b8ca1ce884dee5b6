"""Single pictures out of a film or a sound file."""

from pathlib import Path

from media_pipeline.ffmpeg.binaries import Binaries
from media_pipeline.ffmpeg.facts import Probe


def poster(
    source: Path, out: Path, probe: Probe, *, at: float | None = None, binaries: Binaries | None = None
) -> list[str]:
    """Makes out/img/poster.jpg, at most 1280 wide. `at` in seconds: exactly that frame; None: a good one near the beginning."""
    raise NotImplementedError


def cover(source: Path, out: Path, *, binaries: Binaries | None = None) -> list[str]:
    """Makes out/img/cover.jpg from the picture attached to a sound file (`probe.cover`)."""
    raise NotImplementedError
