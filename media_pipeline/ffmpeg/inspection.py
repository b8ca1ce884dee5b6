"""The prober's words about a file, before anybody judges them."""

import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from media_pipeline.ffmpeg.binaries import Binaries
from media_pipeline.ffmpeg.guard import reading
from media_pipeline.ffmpeg.refusals import MediaRefused
from media_pipeline.ffmpeg.runner import Limits, Outcome, run

PYAV = str(Path(__file__).with_name("pyav.py"))


# What max_pixels makes every decoder say.
OVERSIZED = "Picture size"


@dataclass(frozen=True)
class Packet:
    """Seconds, in the order of the file."""

    start: float
    length: float
    key: bool


def described(path: Path, binaries: Binaries) -> dict[str, Any]:
    """{"format": {…}, "streams": [{…}…], "estimated": whether the duration is a guess}. Raises MediaRefused."""
    if binaries.ffprobe:
        argv = [*_ffprobe(binaries.ffprobe), "-of", "json", "-show_format", "-show_streams", "-i", f"file:{path}"]
    else:
        argv = [*_pyav(), "streams", str(path)]
    text, outcome = _read(argv)
    found: dict[str, Any] = json.loads(text or "{}")
    if "Estimating duration from bitrate" in outcome.stderr:
        found["estimated"] = True
    if OVERSIZED in outcome.stderr:
        raise MediaRefused("too_many_pixels", detail=outcome.stderr)
    return found


def packets(path: Path, binaries: Binaries, *, stream: str, seconds: float | None = None) -> list[Packet]:
    """Of the first film ("V:0") or sound ("a:0"), without decoding; of its first `seconds`, or to the end."""
    if binaries.ffprobe:
        argv = [*_ffprobe(binaries.ffprobe), "-select_streams", stream, "-of", "csv=p=0"]
        argv += ["-show_entries", "packet=pts_time,duration_time,flags"]
        argv += ["-read_intervals", f"%+{seconds}"] if seconds else []
        argv += ["-i", f"file:{path}"]
    else:
        argv = [*_pyav(), "packets", str(path), str(seconds or 0)]
    text, _outcome = _read(argv, size=0 if seconds else path.stat().st_size)
    return [packet for line in text.splitlines() if (packet := _packet(line))]


def _ffprobe(ffprobe: str) -> list[str]:
    guard = [word for name, value in reading().items() for word in (f"-{name}", str(value))]
    return [ffprobe, "-hide_banner", "-v", "warning", *guard]


def _pyav() -> list[str]:
    guard = {name: str(value) for name, value in reading().items()}
    return [sys.executable, "-I", PYAV, json.dumps(guard)]


def _read(argv: list[str], *, size: int = 0) -> tuple[str, Outcome]:
    with tempfile.TemporaryDirectory(prefix="probe-") as folder:
        printed = Path(folder, "printed")
        outcome = run(argv, cwd=Path(folder), limits=Limits.probing(size), stdout=printed)
        if not outcome.ok:
            raise MediaRefused(_code(outcome), detail=outcome.stderr)
        return printed.read_text(errors="replace"), outcome


def _code(outcome: Outcome) -> str:
    if OVERSIZED in outcome.stderr:
        return "too_many_pixels"
    costly = outcome.ended in {"out_of_time", "killed"} or outcome.code == "out_of_memory"
    return "too_costly" if costly or "MemoryError" in outcome.stderr else "unreadable"


def _packet(line: str) -> Packet | None:
    start, length, flags = (line.split(",") + ["", ""])[:3]
    try:
        return Packet(float(start), float(length) if length != "N/A" else 0.0, flags.startswith("K"))
    except ValueError:
        return None
