"""From ffmpeg-python's nodes to an argv for the runner."""

from pathlib import Path
from typing import Any

import ffmpeg

from media_pipeline.ffmpeg.binaries import Binaries, find
from media_pipeline.ffmpeg.facts import Probe
from media_pipeline.ffmpeg.guard import FORMATS, reading

Stream = Any
# After the declared end: a file that lies about its length fills no disk.
BEYOND = 10.0


def opened(path: Path, *, formats: str = FORMATS, **options: Any) -> Stream:
    """A file as input, under guard."""
    return ffmpeg.input(f"file:{path.resolve()}", **reading(formats), **options)


def argv(*outputs: Stream, binaries: Binaries | None = None, log: str = "error") -> list[str]:
    """One process making all outputs. `log`: ffmpeg's level on stderr; `error` keeps `Outcome.error_lines` meaningful."""
    program = (binaries or find()).ffmpeg
    # They stand in front, so that a broken file cannot keep ffmpeg from hearing them.
    general = ["-hide_banner", "-nostdin", "-y", "-v", log, "-progress", "pipe:1", "-nostats", "-stats_period", "1"]
    return [program, *general, *ffmpeg.get_args(ffmpeg.merge_outputs(*outputs))]


def cap(probe: Probe) -> dict[str, float]:
    """The `-t` of every output."""
    return {"t": round(probe.duration * 1.02 + BEYOND, 3)}
