"""Any store that speaks S3: one bucket for readers, one for nobody."""

import base64
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote

from boto3.s3.transfer import TransferConfig
from botocore.client import BaseClient

from media_pipeline.storage import files, keys, s3_large
from media_pipeline.storage.errors import AlreadyThere, Damaged, NotFound, StorageUnavailable
from media_pipeline.storage.port import Storage, Stored
from media_pipeline.storage.s3_client import client, config, translated
from media_pipeline.storage.s3_parts import Place
from media_pipeline.storage.s3_reader import reader

LARGE = 64 * 1024 * 1024
"""Bytes from which a file goes in parts, so that a break costs one part."""

DOWNLOAD = TransferConfig(max_concurrency=4, num_download_attempts=2)
MOST_AT_ONCE = 1000  # keys that S3 deletes in one request


class S3Storage(Storage):
    def __init__(
        self,
        *,
        public_bucket: str,
        private_bucket: str,
        public_url: str,
        endpoint_url: str | None = None,
        region_name: str | None = None,
        addressing_style: str = "auto",
        timeout: float = 20,
        tries: int = 3,
    ) -> None:
        """`public_url`: where readers get the public bucket. The access key comes from where boto3 looks for it."""
        self.public_bucket, self.private_bucket = public_bucket, private_bucket
        self._public_url = public_url.rstrip("/")
        self._server = (endpoint_url, region_name)
        self._addressing_style = addressing_style
        self.client = self._client(timeout, tries)

    def put_file(self, key: str, path: Path, *, sha256: str = "", move: bool = False) -> None:
        with files.translated(path):
            content = files.sha256_of(files.chunks(path))
            if sha256 not in {"", content}:
                raise Damaged(f"{path}: not {sha256}")
            if path.stat().st_size < LARGE:
                with path.open("rb") as file:
                    self._put(key, file, content)
            elif not (keys.is_lasting(key) and self._holds(key, content)):
                place, facts = self._place(key), self._facts(key, content)
                with self._no_other(key, content), translated(key):
                    s3_large.send(self.client, place, path, content, facts, self._once(key))
            if move:
                path.unlink()

    def put_bytes(self, key: str, data: bytes) -> None:
        self._put(key, io.BytesIO(data), files.sha256_of([data]))

    def open(self, key: str, *, start: int = 0) -> BinaryIO:
        if start and start >= self.size(key):
            return io.BytesIO()  # S3 calls such a range an error, a file does not
        wanted = {"Range": f"bytes={start}-"} if start else {}
        with translated(key):
            return reader(key, self.client.get_object(**self._place(key), **wanted)["Body"])

    def fetch(self, key: str, path: Path) -> None:
        expected = self._head(key)["Metadata"].get("sha256")
        with files.translated(path), files.written([], path.parent) as temporary:
            with translated(key):
                place = self._place(key)
                self.client.download_file(place["Bucket"], place["Key"], str(temporary), Config=DOWNLOAD)
            if expected and files.sha256_of(files.chunks(temporary)) != expected:
                raise Damaged(f"{key}: not {expected}")
            temporary.replace(path)

    def at_hand(self, key: str, scratch: Path) -> Path:
        path = scratch / key.rpartition("/")[2]
        self.fetch(key, path)
        return path

    def exists(self, key: str) -> bool:
        try:
            self._head(key)
        except NotFound:
            return False
        return True

    def size(self, key: str) -> int:
        return int(self._head(key)["ContentLength"])

    def sha256(self, key: str) -> str:
        if known := self._head(key)["Metadata"].get("sha256"):
            return str(known)
        with self.open(key) as file:
            return files.sha256_of(iter(lambda: file.read(files.CHUNK), b""))

    def delete(self, keys: Iterable[str]) -> None:
        places = sorted(map(self._place, keys), key=lambda place: place["Bucket"])
        for bucket, group in groupby(places, key=lambda place: place["Bucket"]):
            objects = [{"Key": place["Key"]} for place in group]
            for first in range(0, len(objects), MOST_AT_ONCE):
                some = {"Objects": objects[first : first + MOST_AT_ONCE], "Quiet": True}
                with translated(bucket):
                    refused = self.client.delete_objects(Bucket=bucket, Delete=some).get("Errors")
                if refused:
                    raise StorageUnavailable(f"{len(refused)} in {bucket} not deleted: {refused[0]}")

    def list(self, prefix: str) -> Iterator[Stored]:
        prefix = keys.checked_prefix(prefix)
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket(prefix), Prefix=prefix)
        with translated(prefix):
            for page in pages:
                for found in page.get("Contents", []):
                    yield Stored(found["Key"], found["Size"], found["LastModified"])

    def url(self, key: str) -> str:
        return f"{self._public_url}/{quote(keys.checked_public(key))}"

    def sweep(self, *, now: datetime) -> int:
        old = [stored.key for stored in self.list("tmp/") if stored.modified < now - timedelta(days=1)]
        self.delete(old)
        broken = list(self._begun_before(now - timedelta(days=2)))
        for place, upload in broken:
            self.client.abort_multipart_upload(**place, UploadId=upload)
        return len(old) + len(broken)

    def free_bytes(self) -> None:
        """S3 does not say; but a store that is away is told, within seconds, since a person waits."""
        with translated(self.private_bucket):
            self._asked_in_haste.head_bucket(Bucket=self.private_bucket)

    def close(self) -> None:
        """Let go of connections that wait for more work."""
        self.client.close()
        if "_asked_in_haste" in vars(self):
            self._asked_in_haste.close()

    def _client(self, timeout: float, tries: int) -> BaseClient:
        return client(*self._server, config(addressing_style=self._addressing_style, timeout=timeout, tries=tries))

    @cached_property
    def _asked_in_haste(self) -> BaseClient:
        return self._client(timeout=2, tries=1)

    def _begun_before(self, moment: datetime) -> Iterator[tuple[Place, str]]:
        for bucket in (self.public_bucket, self.private_bucket):
            with translated(bucket):
                for page in self.client.get_paginator("list_multipart_uploads").paginate(Bucket=bucket):
                    for upload in page.get("Uploads", []):
                        if upload["Initiated"] < moment:
                            yield {"Bucket": bucket, "Key": upload["Key"]}, upload["UploadId"]

    def _put(self, key: str, body: BinaryIO, sha256: str) -> None:
        place, facts = self._place(key), self._facts(key, sha256)
        checksum = base64.b64encode(bytes.fromhex(sha256)).decode()
        with self._no_other(key, sha256), translated(key):
            self.client.put_object(**place, **facts, Body=body, ChecksumSHA256=checksum, **self._once(key))

    @contextmanager
    def _no_other(self, key: str, sha256: str) -> Iterator[None]:
        """That the key is taken is no error when its content is this one."""
        try:
            yield
        except AlreadyThere:
            if not self._holds(key, sha256):
                raise

    def _holds(self, key: str, sha256: str) -> bool:
        """False when nothing is there. Raises AlreadyThere for other content."""
        try:
            if self.sha256(key) != sha256:
                raise AlreadyThere(key)
        except NotFound:
            return False
        return True

    def _head(self, key: str) -> dict[str, Any]:
        with translated(key):
            return dict(self.client.head_object(**self._place(key), ChecksumMode="ENABLED"))

    def _place(self, key: str) -> Place:
        key = keys.checked(key)
        return {"Bucket": self._bucket(key), "Key": key}

    def _bucket(self, key: str) -> str:
        return self.public_bucket if keys.is_public(key) else self.private_bucket

    def _once(self, key: str) -> dict[str, str]:
        return {"IfNoneMatch": "*"} if keys.is_lasting(key) else {}

    def _facts(self, key: str, sha256: str) -> dict[str, Any]:
        return {
            "ContentType": keys.content_type(key),
            "CacheControl": keys.cache_control(key),
            "Metadata": {"sha256": sha256},
        }
