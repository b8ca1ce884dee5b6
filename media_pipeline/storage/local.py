"""A folder as a store: `public/` may be opened by a web server, `private/` never, `incoming/` holds what is not whole yet."""

import errno
import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO
from urllib.parse import quote

from media_pipeline.storage import files, keys
from media_pipeline.storage.errors import AlreadyThere, NotFound
from media_pipeline.storage.files import translated
from media_pipeline.storage.port import Storage, Stored


class LocalStorage(Storage):
    def __init__(self, folder: str | Path, base_url: str) -> None:
        """`base_url`: where a web server or `views.public_file` gives out the folder `public/`; ends in a slash."""
        self._folder, self._base_url = Path(folder), base_url
        self._incoming = self._folder / "incoming"

    def path(self, key: str) -> Path:
        """Where an object lies, or would lie."""
        key = keys.checked(key)
        return self._root(key) / key

    def put_file(self, key: str, path: Path, *, sha256: str = "", move: bool = False) -> None:
        with translated(key):
            if not move:
                self._write(key, files.chunks(path), lambda: sha256 or files.sha256_of(files.chunks(path)), sha256)
                return
            try:
                files.sync(path)
                self._name(key, path, lambda: sha256 or files.sha256_of(files.chunks(path)))
            except OSError as error:
                if error.errno != errno.EXDEV:
                    raise
                self.put_file(key, path, sha256=sha256)
            path.unlink(missing_ok=True)

    def put_bytes(self, key: str, data: bytes) -> None:
        with translated(key):
            self._write(key, [data], lambda: files.sha256_of([data]))

    def open(self, key: str, *, start: int = 0) -> BinaryIO:
        with translated(key):
            file = self.path(key).open("rb")
            file.seek(start)
            return file

    def fetch(self, key: str, path: Path) -> None:
        with translated(key), files.written(files.chunks(self.path(key)), path.parent) as whole:
            whole.replace(path)

    def at_hand(self, key: str, scratch: Path) -> Path:
        self.size(key)
        return self.path(key)

    def exists(self, key: str) -> bool:
        with translated(key):
            return self.path(key).is_file()

    def size(self, key: str) -> int:
        with translated(key):
            facts = self.path(key).stat()
        if not S_ISREG(facts.st_mode):
            raise NotFound(key)
        return facts.st_size

    def sha256(self, key: str) -> str:
        with translated(key):
            return files.sha256_of(files.chunks(self.path(key)))

    def delete(self, keys: Iterable[str]) -> None:
        for key in keys:
            with translated(key):
                files.remove(self.path(key), self._root(key))

    def list(self, prefix: str) -> Iterator[Stored]:
        prefix = keys.checked_prefix(prefix)
        root = self._root(prefix)
        below = root / prefix if prefix.endswith("/") else (root / prefix).parent
        with translated(prefix):
            for path in sorted(below.rglob("*"), key=Path.as_posix):
                key = path.relative_to(root).as_posix()
                if key.startswith(prefix) and path.is_file():
                    facts = path.stat()
                    yield Stored(key, facts.st_size, datetime.fromtimestamp(facts.st_mtime, UTC))

    def url(self, key: str) -> str:
        return self._base_url + quote(keys.checked_public(key))

    def sweep(self, *, now: datetime) -> int:
        root = self._folder / "private"
        left = [*self._incoming.glob(".*"), *(root / stored.key for stored in self.list("tmp/"))]
        old = [path for path in left if path.stat().st_mtime < (now - timedelta(days=1)).timestamp()]
        for path in old:
            files.remove(path, self._incoming if path.parent == self._incoming else root)
        return len(old)

    def free_bytes(self) -> int:
        self._folder.mkdir(parents=True, exist_ok=True)
        return shutil.disk_usage(self._folder).free

    def _root(self, key: str) -> Path:
        return self._folder / ("public" if keys.is_public(key) else "private")

    def _write(self, key: str, content: Iterable[bytes], digest: Callable[[], str], sha256: str = "") -> None:
        place = self.path(key)
        if keys.is_lasting(key) and place.exists():
            self._require_same(key, digest)
            return
        with files.written(content, self._incoming, sha256=sha256) as whole:
            self._name(key, whole, digest)

    def _name(self, key: str, file: Path, digest: Callable[[], str]) -> None:
        if not files.name(file, self.path(key), over=not keys.is_lasting(key)):
            self._require_same(key, digest)

    def _require_same(self, key: str, digest: Callable[[], str]) -> None:
        if files.sha256_of(files.chunks(self.path(key))) != digest():
            raise AlreadyThere(key)
