"""The same streams in another box: no encoding."""

from pathlib import Path

from media_pipeline.ffmpeg.binaries import Binaries


def remux_mp4(out: Path, rung: str, *, with_audio: bool, binaries: Binaries | None = None) -> list[str]:
    """Makes out/mp4/{rung}.mp4 from out/hls/{rung}/ and out/hls/a/."""
    raise NotImplementedError
