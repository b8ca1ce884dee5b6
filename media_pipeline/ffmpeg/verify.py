"""Whether a run may be published: everything it promises is there, plays, and is as long as the source."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from media_pipeline.ffmpeg.binaries import Binaries
from media_pipeline.ffmpeg.facts import Probe
from media_pipeline.ffmpeg.ladder import Ladder
from media_pipeline.ffmpeg.loudness import Measured, Target


class NotWhole(Exception):
    """The run must not be published: code `not_whole`. `str()` says what is wrong, for technicians."""


@dataclass(frozen=True)
class Facts:
    """What was made. `files`: [{"path", "bytes", "sha256"}…] of the whole folder; `outputs`: per rung and file, measured facts.

    `damaged`: (declared, produced) seconds, when the source gave less than it declared; a warning.
    """

    duration: float
    damaged: tuple[float, float] | None
    loudness: Measured | None
    outputs: dict[str, dict[str, Any]]
    files: list[dict[str, Any]]

    def manifest(self) -> str:
        """JSON for manifest.json."""
        raise NotImplementedError


def verify_run(
    folder: Path,
    probe: Probe,
    *,
    ladder: Ladder | None,
    rungs: Sequence[str] | None = None,
    target: Target | None = None,
    scratch: Path,
    binaries: Binaries | None = None,
) -> Facts:
    """Of a whole run, or of a partial one when `rungs` names what it has. Raises NotWhole."""
    raise NotImplementedError
