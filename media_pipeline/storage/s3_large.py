"""A large file in parts: a break costs the parts under way, and the next try sends only those that are missing."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from math import ceil
from pathlib import Path
from typing import Any

from botocore.client import BaseClient
from botocore.exceptions import BotoCoreError, ClientError
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
    goes_on = (
        sha256 in place["Key"]
    )  # only a key that names its content tells that parts left there are of this very file
    upload = (_unfinished(client, place) if goes_on else "") or s3_parts.begin(client, place, facts)
    there = s3_parts.listed(client, place, upload)

    def send_one(number: int, start: int) -> Listed:
        with ReadFileChunk.from_filename(str(path), start, length) as body:
            checksum = s3_parts.checksum_of(body)
            if there.get(number, {}).get("ChecksumSHA256") == checksum:
                return there[number]
            etag = s3_parts.put(client, place, upload, number, body, checksum)
            return {"PartNumber": number, "ETag": etag, "ChecksumSHA256": checksum}

    size = path.stat().st_size
    length = max(PART, ceil(size / MOST_PARTS))
    starts = range(0, size, length)
    try:
        with ThreadPoolExecutor(THREADS) as pool:
            sent = list(pool.map(send_one, range(1, len(starts) + 1), starts))
        s3_parts.complete(client, place, upload, sent, conditions)
    except (ClientError, BotoCoreError):
        if not goes_on:
            _forget(client, place, upload)
        raise


def _unfinished(client: BaseClient, place: Place) -> str:
    found = client.list_multipart_uploads(Bucket=place["Bucket"], Prefix=place["Key"])
    return next((str(upload["UploadId"]) for upload in found.get("Uploads", [])), "")


def _forget(client: BaseClient, place: Place, upload: str) -> None:
    """Parts take room; where the store does not answer now, the sweep finds them."""
    with suppress(ClientError, BotoCoreError):
        client.abort_multipart_upload(**place, UploadId=upload)
