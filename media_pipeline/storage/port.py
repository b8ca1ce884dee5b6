"""The port. Every method may raise StorageUnavailable; those that write may raise NoRoom."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from media_pipeline.storage.folders import send

MINIMUM_PART = 5 * 1024 * 1024
"""Bytes: S3 takes no smaller part, the last one aside. So no adapter does."""


@dataclass(frozen=True, slots=True)
class Stored:
    key: str
    size: int  # bytes
    modified: datetime  # UTC


@dataclass(frozen=True, slots=True)
class Part:
    number: int  # from 1
    etag: str
    size: int  # bytes


def require_parts(chosen: Sequence[Part], arrived: Iterable[Part]) -> None:
    """Raises ValueError when an object cannot be made of the chosen ones."""
    numbers = [part.number for part in chosen]
    if not chosen or numbers != sorted(set(numbers)):
        raise ValueError("parts are given in order, each once")
    if missing := set(chosen) - set(arrived):
        raise ValueError(f"not what arrived: {missing}")
    if any(part.size < MINIMUM_PART for part in chosen[:-1]):
        raise ValueError(f"only the last part may be smaller than {MINIMUM_PART} bytes")


class Storage(ABC):
    """Objects that never change, by key (`keys.py`); only `tmp/` may be written over.

    Writing the same bytes to the same key again is no error, so every write may be retried.
    """

    @abstractmethod
    def put_file(self, key: str, path: Path, *, content_type: str = "", sha256: str = "", move: bool = False) -> None:
        """Whole and durable when it returns, or not there at all. Raises AlreadyThere, Damaged (not `sha256`, in hex).

        `move`: the file is given up to the store, which costs nothing on the same disk.
        """

    @abstractmethod
    def put_bytes(self, key: str, data: bytes, *, content_type: str = "") -> None:
        """As `put_file`."""

    def put_folder(
        self, prefix: str, folder: Path, *, threads: int = 16, progress: Callable[[int, int], None] | None = None
    ) -> Sequence[Path]:
        """Every file below the folder as `prefix/…`, playlists after their segments, master.m3u8 last; the paths sent.

        `progress(bytes done, bytes in all)` is called after each file, in this thread; what it raises stops the sending.
        """
        return send(folder, lambda name, path: self.put_file(f"{prefix}/{name}", path), threads, progress)

    @abstractmethod
    def open(self, key: str, *, start: int = 0) -> BinaryIO:
        """A reader from byte `start` on; close it. Raises NotFound."""

    @abstractmethod
    def fetch(self, key: str, path: Path) -> None:
        """Copy to a file on this machine: whole when it returns. Raises NotFound, Damaged, NoRoom (this machine is full)."""

    @abstractmethod
    def at_hand(self, key: str, scratch: Path) -> Path:
        """A file on this machine to read and never to write: the store's own, or one fetched into the scratch folder."""

    @abstractmethod
    def exists(self, key: str) -> bool: ...

    @abstractmethod
    def size(self, key: str) -> int:
        """Bytes. Raises NotFound."""

    @abstractmethod
    def sha256(self, key: str) -> str:
        """In hex; may read the whole object. Raises NotFound."""

    @abstractmethod
    def delete(self, keys: Iterable[str]) -> None:
        """Those that are gone already are no error."""

    @abstractmethod
    def list(self, prefix: str) -> Iterator[Stored]:
        """By key order. The prefix is a kind and any start of what follows: `runs/12/`."""

    @abstractmethod
    def url(self, key: str) -> str:
        """Where readers get an object of a public kind. ValueError for any other."""

    @abstractmethod
    def private_url(self, key: str, *, seconds: int, filename: str) -> str | None:
        """An address that works that long and saves under that name; None where there is no such thing: stream `open`."""

    @abstractmethod
    def begin(self, key: str, *, content_type: str = "") -> str:
        """Start an upload in parts; its id."""

    @abstractmethod
    def put_part(self, key: str, upload: str, number: int, data: bytes | Path) -> Part:
        """A part may be sent again, in any order; the last one sent counts. Raises NotFound."""

    @abstractmethod
    def parts(self, key: str, upload: str) -> Sequence[Part]:
        """What has arrived, by number. Raises NotFound."""

    @abstractmethod
    def complete(self, key: str, upload: str, parts: Iterable[Part]) -> None:
        """Make the object of these parts. Raises NotFound, AlreadyThere, ValueError (a part too small or not there)."""

    @abstractmethod
    def abort(self, key: str, upload: str) -> None:
        """Forget the upload and its parts. One that is over already is no error."""

    @abstractmethod
    def sweep(self, *, now: datetime) -> int:
        """Remove what was left behind: `tmp/` older than a day, uploads begun two days ago; how many."""

    @abstractmethod
    def free_bytes(self) -> int | None:
        """Room left, None where nobody can say. Raises StorageUnavailable within seconds when the store is away."""
