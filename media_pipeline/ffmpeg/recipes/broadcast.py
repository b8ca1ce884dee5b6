"""What goes on air, as a station profile says."""

from pathlib import Path

from media_pipeline.ffmpeg.binaries import Binaries
from media_pipeline.ffmpeg.facts import Probe
from media_pipeline.ffmpeg.loudness import Sound
from media_pipeline.ffmpeg.profiles import Profile


def broadcast(
    source: Path,
    target: Path,
    probe: Probe,
    profile: Profile,
    *,
    sound: Sound | None,
    cores: int = 2,
    binaries: Binaries | None = None,
) -> list[str]:
    """Makes the file `target`. `sound`: from `loudness.analyse(…, target=profile.target)`."""
    raise NotImplementedError
