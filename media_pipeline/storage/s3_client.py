"""How the store is spoken to: bounded in time and tries, and its answers in the words of the port."""

from collections.abc import Iterator
from contextlib import contextmanager

import boto3
from boto3.exceptions import Boto3Error
from botocore.client import BaseClient
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, FlexibleChecksumError

from media_pipeline.storage.errors import AlreadyThere, Damaged, NoRoom, NotFound, StorageError, StorageUnavailable

MEANINGS: dict[str, type[StorageError]] = {
    "404": NotFound,
    "NoSuchKey": NotFound,
    "NoSuchUpload": NotFound,
    "PreconditionFailed": AlreadyThere,
    "BadDigest": Damaged,
    "XAmzContentSHA256Mismatch": Damaged,
    "QuotaExceeded": NoRoom,  # Ceph, versitygw
    "InsufficientStorage": NoRoom,
    "XMinioStorageFull": NoRoom,
}


def config(*, addressing_style: str, timeout: float = 20, tries: int = 3) -> Config:
    """`timeout`: seconds of silence that one try is worth."""
    return Config(
        connect_timeout=min(timeout, 5),
        read_timeout=timeout,
        retries={"total_max_attempts": tries, "mode": "standard"},
        max_pool_connections=20,
        signature_version="s3v4",
        s3={"addressing_style": addressing_style},
        # Otherwise bodies go out in Amazon's own chunks, which other makers' stores refuse. We send SHA-256 ourselves.
        request_checksum_calculation="when_required",
    )


def client(endpoint_url: str | None, region_name: str | None, settings: Config) -> BaseClient:
    session = boto3.session.Session()  # the default one is not safe to share between threads
    return session.client("s3", endpoint_url=endpoint_url, region_name=region_name, config=settings)


@contextmanager
def translated(what: str) -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        raise _meaning(error)(f"{what}: {error}") from error
    except FlexibleChecksumError as error:
        raise Damaged(f"{what}: {error}") from error
    except (BotoCoreError, Boto3Error) as error:
        raise StorageUnavailable(f"{what}: {error}") from error


def _meaning(error: ClientError) -> type[StorageError]:
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
    return MEANINGS.get(error.response["Error"]["Code"], NoRoom if status == 507 else StorageUnavailable)
