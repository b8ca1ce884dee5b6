"""Uploads in parts, as folders: `{upload}/key`, `{upload}/00001.{sha256}` …"""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from secrets import token_hex

from media_pipeline.storage import files
from media_pipeline.storage.errors import NotFound
from media_pipeline.storage.port import Part, require_parts


class LocalUploads:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def begin(self, key: str) -> str:
        upload = token_hex(16)
        (self._folder / upload).mkdir(parents=True)
        (self._folder / upload / "key").write_text(key)
        return upload

    def put(self, key: str, upload: str, number: int, data: bytes | Path) -> Part:
        folder = self._of(key, upload)
        etag = files.sha256_of([data] if isinstance(data, bytes) else files.chunks(data))
        with files.written([data] if isinstance(data, bytes) else files.chunks(data), folder) as part:
            earlier = [path for path in folder.glob(f"{number:05}.*") if path.suffix != f".{etag}"]
            files.name(part, folder / f"{number:05}.{etag}", over=True)
        for path in earlier:
            path.unlink(missing_ok=True)
        return Part(number, etag, (folder / f"{number:05}.{etag}").stat().st_size)

    def parts(self, key: str, upload: str) -> list[Part]:
        return [
            Part(int(path.stem), path.suffix[1:], path.stat().st_size)
            for path in sorted(self._of(key, upload).glob("[0-9]*.*"))
        ]

    def joined(self, key: str, upload: str, parts: list[Part]) -> Iterator[bytes]:
        """Raises ValueError before the first byte when these parts make no object."""
        require_parts(parts, self.parts(key, upload))
        folder = self._of(key, upload)
        return (chunk for part in parts for chunk in files.chunks(folder / f"{part.number:05}.{part.etag}"))

    def forget(self, upload: str) -> None:
        if upload.isalnum():
            shutil.rmtree(self._folder / upload, ignore_errors=True)

    def sweep(self, before: datetime) -> int:
        old = [path for path in self._folder.glob("*") if path.stat().st_mtime < before.timestamp()]
        for path in old:
            shutil.rmtree(path, ignore_errors=True)
        return len(old)

    def _of(self, key: str, upload: str) -> Path:
        folder = self._folder / upload
        if not upload.isalnum() or not folder.is_dir() or (folder / "key").read_text() != key:
            raise NotFound(f"no upload {upload!r} of {key!r}")
        return folder
