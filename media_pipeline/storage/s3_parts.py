"""Uploads in parts, as S3 has them. A place is `{"Bucket": …, "Key": …}`; every part is checked by its SHA-256."""

import base64
import hashlib
from collections.abc import Iterable
from typing import Any, BinaryIO

from botocore.client import BaseClient

from media_pipeline.storage import files

Place = dict[str, str]
Listed = dict[str, Any]


def checksum_of(body: BinaryIO) -> str:
    """Base64, as S3 writes it; the reader stands at the start again."""
    digest = hashlib.sha256()
    while chunk := body.read(files.CHUNK):
        digest.update(chunk)
    body.seek(0)
    return base64.b64encode(digest.digest()).decode()


def begin(client: BaseClient, place: Place, facts: dict[str, Any]) -> str:
    return str(client.create_multipart_upload(**place, ChecksumAlgorithm="SHA256", **facts)["UploadId"])


def put(client: BaseClient, place: Place, upload: str, number: int, body: BinaryIO, checksum: str) -> str:
    """The part's etag."""
    answer = client.upload_part(**place, UploadId=upload, PartNumber=number, Body=body, ChecksumSHA256=checksum)
    return str(answer["ETag"])


def listed(client: BaseClient, place: Place, upload: str) -> dict[int, Listed]:
    """What has arrived, by number: `{"PartNumber", "ETag", "Size", "ChecksumSHA256"}`."""
    pages = client.get_paginator("list_parts").paginate(**place, UploadId=upload)
    return {part["PartNumber"]: part for page in pages for part in page.get("Parts", [])}


def complete(
    client: BaseClient, place: Place, upload: str, parts: Iterable[Listed], conditions: dict[str, str]
) -> None:
    wanted = ("PartNumber", "ETag", "ChecksumSHA256")
    named = [{name: part[name] for name in wanted if name in part} for part in parts]
    client.complete_multipart_upload(**place, UploadId=upload, MultipartUpload={"Parts": named}, **conditions)
