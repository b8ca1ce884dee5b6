"""Django's own files (pictures, documents, lưu chiểu) in a bucket, under the same limits of time as the port."""

import threading
from typing import Any

from boto3 import Session
from storages.backends.s3 import S3Storage

from media_pipeline.storage.s3_client import config

_kept = threading.local()


class BucketFiles(S3Storage):
    """Plain values only: Wagtail writes them into the tasks that delete files, one new store for each file."""

    def __init__(self, *, addressing_style: str = "auto", timeout: float = 20, **options: Any) -> None:
        super().__init__(client_config=config(addressing_style=addressing_style, timeout=timeout), **options)

    def _create_session(self) -> Session:
        """One for each thread and key: it costs more than the request it is made for, and threads may not share it."""
        sessions = vars(_kept).setdefault("sessions", {})
        key = (self.access_key, self.secret_key, self.security_token, self.session_profile)
        if key not in sessions:
            sessions[key] = super()._create_session()
        return sessions[key]
