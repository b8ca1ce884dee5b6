"""An object as a file to read forwards, whose troubles on the way are the port's."""

import io
from typing import Any, BinaryIO, cast

from media_pipeline.storage import files
from media_pipeline.storage.s3_client import translated


class _Body(io.RawIOBase):
    def __init__(self, key: str, body: Any) -> None:
        self._key, self._body = key, body

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        with files.translated(self._key), translated(self._key):
            data = self._body.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._body.close()
        super().close()


def reader(key: str, body: Any) -> BinaryIO:
    """`body`: what botocore calls a StreamingBody."""
    return cast(BinaryIO, io.BufferedReader(_Body(key, body), files.CHUNK))
