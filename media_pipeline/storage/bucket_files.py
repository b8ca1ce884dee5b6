"""Django's own files (pictures, documents, lưu chiểu) in a bucket, under the same limits of time as the port."""

from typing import Any

from storages.backends.s3 import S3Storage

from media_pipeline.storage.s3_client import config


class BucketFiles(S3Storage):
    """Plain values only: Wagtail writes them into the tasks that delete files."""

    def __init__(self, *, addressing_style: str = "auto", timeout: float = 20, **options: Any) -> None:
        super().__init__(client_config=config(addressing_style=addressing_style, timeout=timeout), **options)
