"""Django's own files (pictures, documents, lưu chiểu) in a bucket, under the port's limits of time and in its words."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from boto3 import Session
from django.core.files import File
from storages.backends.s3 import S3Storage

from media_pipeline.storage.errors import StorageError
from media_pipeline.storage.s3_client import config, translated

_kept = threading.local()


class OutOfReach(StorageError, OSError):
    """Django and Wagtail know a file that cannot be had as an OSError, and go on without it where they can."""


@contextmanager
def as_files_fail(name: str) -> Iterator[None]:
    try:
        with translated(name):
            yield
    except StorageError as error:
        raise OutOfReach(str(error)) from error


class BucketFiles(S3Storage):
    """Plain values only: Wagtail writes them into the tasks that delete files, one new store for each file."""

    def __init__(self, *, addressing_style: str = "auto", timeout: float = 20, **options: Any) -> None:
        super().__init__(client_config=config(addressing_style=addressing_style, timeout=timeout), **options)

    def exists(self, name: str) -> bool:
        with as_files_fail(name):
            return bool(super().exists(name))

    def size(self, name: str) -> int:
        with as_files_fail(name):
            return int(super().size(name))

    def delete(self, name: str) -> None:
        with as_files_fail(name):
            super().delete(name)

    def _open(self, name: str, mode: str = "rb") -> File:
        with as_files_fail(name):
            return super()._open(name, mode)

    def _save(self, name: str, content: File) -> str:
        with as_files_fail(name):
            return str(super()._save(name, content))

    def _create_session(self) -> Session:
        """One for each thread and key: it costs more than the request it is made for, and threads may not share it."""
        sessions = vars(_kept).setdefault("sessions", {})
        key = (self.access_key, self.secret_key, self.security_token, self.session_profile)
        if key not in sessions:
            sessions[key] = super()._create_session()
        return sessions[key]
