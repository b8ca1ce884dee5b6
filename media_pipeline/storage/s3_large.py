"""A large file in parts: a break costs the parts under way, and the next try sends only those that are missing."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from math import ceil
from pathlib import Path
from typing import Any

from botocore.client import BaseClient
from s3transfer.utils import ReadFileChunk

from media_pipeline.storage import s3_parts
from media_pipeline.storage.s3_parts import Listed, Place

PART = 16 * 1024 * 1024
MOST_PARTS = 10_000  # S3's own limit
THREADS = 4


def send(
    client: BaseClient, place: Place, path: Path, sha256: str, facts: dict[str, Any], conditions: dict[str, str]
) -> None:
    """`facts` describe the object, `conditions` say when it may come into being; `sha256` in hex."""
    upload = _unfinished(client, place, sha256) or s3_parts.begin(client, place, facts)
    there = s3_parts.listed(client, place, upload)

    def send_one(number: int, body: ReadFileChunk) -> Listed:
        with body:
            checksum = s3_parts.checksum_of(body)
            if there.get(number, {}).get("ChecksumSHA256") == checksum:
                return there[number]
            etag = s3_parts.put(client, place, upload, number, body, checksum)
            return {"PartNumber": number, "ETag": etag, "ChecksumSHA256": checksum}

    with ThreadPoolExecutor(THREADS) as pool:
        sent = list(pool.map(lambda piece: send_one(*piece), _pieces(path)))
    s3_parts.complete(client, place, upload, sent, conditions)


def _pieces(path: Path) -> Iterator[tuple[int, ReadFileChunk]]:
    size = path.stat().st_size
    length = max(PART, ceil(size / MOST_PARTS))
    for number, start in enumerate(range(0, size, length), 1):
        yield number, ReadFileChunk.from_filename(str(path), start, length)


def _unfinished(client: BaseClient, place: Place, sha256: str) -> str | None:
    """An upload that broke off. Only a key that names its content tells that it was of this very file."""
    if sha256 not in place["Key"]:
        return None
    found = client.list_multipart_uploads(Bucket=place["Bucket"], Prefix=place["Key"])
    return next((str(upload["UploadId"]) for upload in found.get("Uploads", [])), None)
