"""What the two buckets must be told once: who may read, which sites may play, what is thrown away."""

import json
from collections.abc import Callable
from typing import Any

from botocore.exceptions import ClientError

from media_pipeline.storage.s3 import S3Storage
from media_pipeline.storage.s3_client import translated

UNKNOWN = {"NotImplemented", "MethodNotAllowed", "XNotImplemented"}
BROKEN_UPLOADS = {
    "ID": "broken-uploads",
    "Status": "Enabled",
    "Filter": {"Prefix": ""},
    "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 2},
}
TEMPORARY = {"ID": "temporary", "Status": "Enabled", "Filter": {"Prefix": "tmp/"}, "Expiration": {"Days": 1}}


def prepare(store: S3Storage) -> list[str]:
    """Make the buckets where they are not there and set their rules; the rules that this store does not know (`"lifecycle bucket"`)."""
    for bucket in (store.public_bucket, store.private_bucket):
        _make(store.client, bucket)
    public, private = {"Bucket": store.public_bucket}, {"Bucket": store.private_bucket}
    client = store.client
    rules: dict[str, Callable[[], Any]] = {
        f"policy {store.public_bucket}": lambda: client.put_bucket_policy(
            **public, Policy=json.dumps(_anybody_reads(store.public_bucket))
        ),
        f"cors {store.public_bucket}": lambda: client.put_bucket_cors(
            **public, CORSConfiguration={"CORSRules": [_ANY_SITE_PLAYS]}
        ),
        f"lifecycle {store.public_bucket}": lambda: client.put_bucket_lifecycle_configuration(
            **public, LifecycleConfiguration={"Rules": [BROKEN_UPLOADS]}
        ),
        f"lifecycle {store.private_bucket}": lambda: client.put_bucket_lifecycle_configuration(
            **private, LifecycleConfiguration={"Rules": [TEMPORARY, BROKEN_UPLOADS]}
        ),
    }
    return [name for name, set_rule in rules.items() if not _known(name, set_rule)]


# hls.js asks for segments by script, from whichever brand's site the reader is on; what it gets is public anyway.
_ANY_SITE_PLAYS = {
    "AllowedOrigins": ["*"],
    "AllowedMethods": ["GET", "HEAD"],
    "AllowedHeaders": ["Range"],
    "ExposeHeaders": ["Content-Length", "Content-Range"],
    "MaxAgeSeconds": 86400,
}


def _anybody_reads(bucket: str) -> dict[str, Any]:
    """Objects, and not the list of them."""
    statement = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{bucket}/*"}
    return {"Version": "2012-10-17", "Statement": [statement]}


def _make(client: Any, bucket: str) -> None:
    with translated(bucket):
        try:
            client.head_bucket(Bucket=bucket)
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] != 404:
                raise
            region = client.meta.region_name
            elsewhere = region and region not in {"us-east-1", "aws-global"}
            place = {"CreateBucketConfiguration": {"LocationConstraint": region}} if elsewhere else {}
            client.create_bucket(Bucket=bucket, **place)


def _known(name: str, set_rule: Callable[[], Any]) -> bool:
    with translated(name):
        try:
            set_rule()
        except ClientError as error:
            if error.response["Error"]["Code"] in UNKNOWN:
                return False
            raise
    return True
