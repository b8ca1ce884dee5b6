"""The same streams in another box: no encoding."""

from pathlib import Path

import ffmpeg

from media_pipeline.ffmpeg.binaries import Binaries
from media_pipeline.ffmpeg.command import argv, opened
from media_pipeline.ffmpeg.guard import OWN_PLAYLIST


def remux_mp4(out: Path, rung: str, *, with_audio: bool, binaries: Binaries | None = None) -> list[str]:
    """Makes out/mp4/{rung}.mp4 from out/hls/{rung}/ and out/hls/a/."""
    (out / "mp4").mkdir(parents=True, exist_ok=True)
    tracks = [opened(out / "hls" / rung / "index.m3u8", formats=OWN_PLAYLIST)["v:0"]]
    if with_audio:
        tracks.append(opened(out / "hls" / "a" / "index.m3u8", formats=OWN_PLAYLIST)["a:0"])
    target = str(out / "mp4" / f"{rung}.mp4")
    # As they are: the first packet of AAC lies before zero, and ffmpeg would move it there.
    times = {"copyts": None, "avoid_negative_ts": "disabled"}
    output = ffmpeg.output(*tracks, target, format="mp4", c="copy", movflags="+faststart", **times)
    return argv(output, binaries=binaries)
