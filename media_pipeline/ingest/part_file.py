"""The bytes of an upload so far: a file with one writer at a time, over processes and their deaths."""

import errno
import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

from django.utils.translation import gettext as _

from media_pipeline.ingest.errors import Busy, DiskFull, WrongChecksum

PIECE = 256 * 1024
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class PartFile:
    def __init__(self, path: Path):
        self.path = path

    @property
    def length(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    @contextmanager
    def alone(self) -> Iterator[FileIO]:
        """The file, open for reading and writing. The lock goes with the process that holds it, however that ends."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with FileIO(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600), "r+") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise Busy(_("Phần trước của tệp này chưa xong. Máy tự gửi tiếp sau ít giây.")) from error
            yield file


def append(file: FileIO, body, *, at: int, length: int, checksum: tuple[str, bytes] | None = None) -> int:
    """Write up to `length` bytes of `body` at offset `at` and return how many are safe.

    A body that breaks off leaves what came of it; with a `checksum` (algorithm, digest) it is all or nothing.
    """
    file.truncate(at)
    file.seek(at)
    digest = hashlib.new(checksum[0], usedforsecurity=False) if checksum else None
    try:
        got = _copy(body, file, length, digest)
        os.fdatasync(file.fileno())
    except OSError as error:
        if error.errno not in FULL:
            raise
        file.truncate(at)
        raise DiskFull(
            _("Ổ đĩa của máy chủ vừa đầy. Phần đã tải lên vẫn còn; báo kỹ thuật viên, rồi bấm Tải tiếp.")
        ) from error
    if digest and digest.digest() != checksum[1]:
        file.truncate(at)
        raise WrongChecksum(_("Một phần của tệp đến nơi không nguyên vẹn. Máy gửi lại phần ấy."))
    return got


def _copy(body, file: FileIO, length: int, digest) -> int:
    got = 0
    while got < length:
        try:
            piece = body.read(min(PIECE, length - got))
        except (OSError, EOFError):  # the line broke, or went silent for too long
            break
        if not piece:
            break
        _write(file, piece)
        if digest:
            digest.update(piece)
        got += len(piece)
    return got


def _write(file: FileIO, piece: bytes) -> None:
    """All of it: a disk that fills up takes a part of the piece and says nothing."""
    rest = memoryview(piece)
    while rest:
        rest = rest[file.write(rest) :]
