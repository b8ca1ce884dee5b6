"""What went wrong in a step, how often it is tried again, and after how long."""

import errno
import random
from dataclasses import dataclass, field
from datetime import timedelta

from media_pipeline.ffmpeg.hls import Malformed
from media_pipeline.ffmpeg.refusals import MediaRefused
from media_pipeline.ffmpeg.runner import Outcome
from media_pipeline.ffmpeg.verify import NotWhole
from media_pipeline.storage import Damaged, NoRoom, NotFound, StorageError


class EncodingFailed(Exception):
    """ffmpeg ended otherwise than it should."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        super().__init__(outcome.code)


class Superseded(Exception):
    """Something newer was published meanwhile, or the original was replaced."""


class PlayoutUnavailable(Exception):
    """The folder for the air cannot be written."""


# Class of failure → how often the step is tried again; for memory with one thread, then rung by rung.
RETRIES = {"away": 5, "room": 5, "lost": 3, "stalled": 1, "memory": 2, "encoder": 1, "unexpected": 2}
ENCODING = {
    "stalled": "stalled", "out_of_memory": "memory", "encoder_failed": "encoder", "disk_full": "room",
    "out_of_time": "permanent",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Failure:
    """`group`: a class of RETRIES, or "permanent". `refused`: it lies in the original, which never comes in."""

    code: str
    group: str
    detail: str = ""
    params: dict = field(default_factory=dict)
    refused: bool = False


def failure(error: BaseException) -> Failure:
    if isinstance(error, MediaRefused):
        return Failure(error.code, "permanent", error.detail, error.params, refused=True)
    outcome = getattr(error, "outcome", None)
    if outcome is not None:
        return Failure(outcome.code, ENCODING.get(outcome.code, "permanent"), outcome.stderr)
    if isinstance(error, NotWhole | Malformed):
        return Failure("not_whole", "permanent", str(error))
    if isinstance(error, NoRoom) or (isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)):
        return Failure("no_room", "room", str(error))
    if isinstance(error, NotFound):
        return Failure("source_missing", "away", str(error))
    if isinstance(error, Damaged):
        return Failure("source_damaged", "away", str(error))
    if isinstance(error, StorageError):
        return Failure("storage_unavailable", "away", str(error))
    if isinstance(error, PlayoutUnavailable):
        return Failure("playout_unavailable", "room", str(error))
    if isinstance(error, Superseded):
        return Failure("superseded", "permanent", str(error))
    return Failure("unexpected", "unexpected", f"{type(error).__name__}: {error}")


def delay(group: str, times: int) -> timedelta:
    """Before the next try, after `times` failures of that class; never twice the same, so that workers do not come together."""
    seconds = {"away": 2.0**times, "room": 30 * 2.0**times, "unexpected": 10.0 * times}.get(group, 1.0)
    return timedelta(seconds=seconds * random.uniform(0.8, 1.2))
