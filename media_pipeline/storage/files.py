"""Files that are whole or not there: written beside their place, synced, then given their name."""

import errno
import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

from media_pipeline.storage.errors import Damaged, NoRoom, NotFound, StorageUnavailable

CHUNK = 64 * 1024  # of sixteen files at once


@contextmanager
def translated(what: object) -> Iterator[None]:
    """What the system says of a file, in the words of the port."""
    try:
        yield
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise NotFound(str(what)) from error
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise NoRoom(f"{what}: {error.strerror}") from error
        raise StorageUnavailable(f"{what}: {error}") from error


def chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def sha256_of(content: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in content:
        digest.update(chunk)
    return digest.hexdigest()


@contextmanager
def written(content: Iterable[bytes], folder: Path, *, sha256: str = "") -> Iterator[Path]:
    """A synced temporary file in the folder, gone after the block unless it was moved. Raises Damaged."""
    folder.mkdir(parents=True, exist_ok=True)
    temporary = folder / f".{token_hex(8)}"
    digest = hashlib.sha256()
    try:
        with temporary.open("xb") as file:
            for chunk in content:
                file.write(chunk)
                if sha256:
                    digest.update(chunk)
            file.flush()
            os.fsync(file.fileno())
        if sha256 and digest.hexdigest() != sha256:
            raise Damaged(f"not {sha256}")
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Wait until a file's bytes, or a folder's names, would survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def name(file: Path, place: Path, *, over: bool) -> bool:
    """Give a synced file of the same disk its place; False when something stands there already and is not written over."""
    while True:
        _make_folder(place.parent)
        try:
            if over:
                file.replace(place)
            else:
                os.link(file, place)  # unlike a rename, it never replaces: of two writers one wins
        except FileExistsError:
            return False
        except FileNotFoundError:
            if not file.exists():
                raise
            continue  # somebody who removed the last neighbour took the empty folder away
        with suppress(FileNotFoundError):  # deleted again, folder and all, the moment it had its name
            sync(place.parent)
        return True


def _make_folder(folder: Path) -> None:
    """With all above it, while others may take the empty ones away."""
    while True:
        try:
            return folder.mkdir(parents=True, exist_ok=True)
        except (FileNotFoundError, FileExistsError):
            if any(above.is_file() for above in (folder, *folder.parents)):
                raise


def remove(path: Path, root: Path) -> None:
    """The file, and the folders up to the root that it leaves empty."""
    path.unlink(missing_ok=True)
    with suppress(OSError):
        while (path := path.parent) != root:
            path.rmdir()
