"""From folders to buckets: every object once, checked, the source untouched. Stopped anywhere, it goes on where it was."""

import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from boto3.exceptions import Boto3Error
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.storage import Storage as DjangoStorage

from media_pipeline.storage.errors import StorageError
from media_pipeline.storage.files import CHUNK
from media_pipeline.storage.keys import KINDS
from media_pipeline.storage.local import LocalStorage
from media_pipeline.storage.port import Storage

THREADS = 8
BATCH = 1000


class Outcome(StrEnum):
    MOVED = "moved"
    THERE = "there"
    DIFFERENT = "different"
    FAILED = "failed"
    GONE = "gone"  # deleted by the newsroom while the move was on its way


@dataclass(frozen=True, slots=True)
class Result:
    key: str
    size: int  # bytes
    outcome: Outcome
    reason: str = ""


def move_objects(source: LocalStorage, target: Storage, *, verify: bool = False) -> Iterator[Result]:
    """What the port keeps, `tmp/` aside; the target checks each by its SHA-256. `verify` reads both sides of what was there."""

    def move(key: str, size: int) -> Outcome:
        if target.exists(key):
            same = target.size(key) == size and not (verify and _sha256(source, key) != _sha256(target, key))
            return Outcome.THERE if same else Outcome.DIFFERENT
        target.put_file(key, source.path(key))
        return Outcome.MOVED

    kinds = [kind for kind in KINDS if kind != "tmp"]
    return _each(source, (found.key for kind in kinds for found in source.list(f"{kind}/")), move)


def move_files(source: DjangoStorage, target: DjangoStorage, *, verify: bool = False) -> Iterator[Result]:
    """What a store of Django's keeps; each is read back. A file of another size that is newer than its copy is copied again."""

    def move(name: str, size: int) -> Outcome:
        if target.exists(name):
            if target.size(name) == size:
                same = not verify or _sha256(source, name) == _sha256(target, name)
                return Outcome.THERE if same else Outcome.DIFFERENT
            if source.get_modified_time(name) < target.get_modified_time(name):
                return Outcome.DIFFERENT
            target.delete(name)
        with source.open(name) as file:
            target.save(name, file)
        if _sha256(source, name) != _sha256(target, name):
            target.delete(name)
            raise StorageError(f"{name} came back different")
        return Outcome.MOVED

    return _each(source, _names(source), move)


def _each(
    source: LocalStorage | DjangoStorage, found: Iterator[str], move: Callable[[str, int], Outcome]
) -> Iterator[Result]:
    def result(key: str) -> Result:
        size = 0
        try:
            size = source.size(key)
            return Result(key, size, move(key, size))
        except (StorageError, BotoCoreError, ClientError, Boto3Error, OSError) as error:
            outcome = Outcome.FAILED if source.exists(key) else Outcome.GONE
            return Result(key, size, outcome, f"{type(error).__name__}: {error}")

    with ThreadPoolExecutor(THREADS) as pool:
        while batch := list(islice(found, BATCH)):
            yield from pool.map(result, batch)


def _names(store: DjangoStorage, folder: str = "") -> Iterator[str]:
    try:
        folders, names = store.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(names):
        yield f"{folder}{name}"
    for below in sorted(folders):
        yield from _names(store, f"{folder}{below}/")


def _sha256(store: Storage | DjangoStorage, key: str) -> str:
    digest = hashlib.sha256()
    with store.open(key) as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
