"""For browsers and telephones: one decode, one process, all outputs."""

from collections.abc import Sequence
from pathlib import Path

from media_pipeline.ffmpeg.binaries import Binaries
from media_pipeline.ffmpeg.facts import Probe
from media_pipeline.ffmpeg.ladder import Ladder, Rung
from media_pipeline.ffmpeg.loudness import Sound


def web_video(
    source: Path,
    out: Path,
    probe: Probe,
    ladder: Ladder,
    *,
    sound: Sound | None,
    rungs: Sequence[Rung] | None = None,
    with_audio: bool = True,
    with_sprite: bool = True,
    growing: bool = False,
    cores: int = 2,
    binaries: Binaries | None = None,
) -> list[str]:
    """Makes out/hls/{rung}/, out/hls/a/, out/img/sprite.jpg.

    `rungs` None: the whole ladder. Urgent: first `rungs=[ladder.first], with_sprite=False, growing=True` (playlists grow
    while it runs), then `rungs=ladder.rest, with_audio=False`. `sound` None or a source without audio: see `Sound`.
    """
    raise NotImplementedError


def web_audio(
    source: Path, out: Path, probe: Probe, *, sound: Sound | None, binaries: Binaries | None = None
) -> list[str]:
    """Makes out/hls/a/ and out/audio/a.mp3."""
    raise NotImplementedError
