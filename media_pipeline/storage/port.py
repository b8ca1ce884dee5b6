"""The port. Every method may raise StorageUnavailable; those that write may raise NoRoom."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from media_pipeline.storage.folders import send


@dataclass(frozen=True, slots=True)
class Stored:
    key: str
    size: int  # bytes
    modified: datetime  # UTC


class Storage(ABC):
    """Objects that never change, by key (`keys.py`); only `growing/` and `tmp/` may be written over.

    Writing the same bytes to the same key again is no error, so every write may be retried.
    """

    @abstractmethod
    def put_file(self, key: str, path: Path, *, sha256: str = "", move: bool = False) -> None:
        """Whole and durable when it returns, or not there at all. Raises AlreadyThere, Damaged (not `sha256`, in hex).

        `move`: the file is given up to the store, which costs nothing on the same disk.
        """

    @abstractmethod
    def put_bytes(self, key: str, data: bytes) -> None:
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
    def sweep(self, *, now: datetime) -> int:
        """Remove what was left behind: `tmp/` older than a day, uploads begun two days ago; how many."""

    @abstractmethod
    def free_bytes(self) -> int | None:
        """Room left, None where nobody can say. Raises StorageUnavailable within seconds when the store is away."""
