"""Where files lie: folders in DATA, or two buckets, one for readers and one for nobody."""

from cms.settings.environment import DATA, env

MEDIA_URL = "/media/"
FILES = "django.core.files.storage.FileSystemStorage"
OBJECTS = "media_pipeline.storage.bucket_files.BucketFiles"


def in_folders() -> dict:
    return {
        "default": {"BACKEND": FILES, "OPTIONS": {"location": str(DATA / "media"), "base_url": MEDIA_URL}},
        # Originals carry positions and full size: readers get renditions, documents go through their view.
        "originals": {"BACKEND": FILES, "OPTIONS": {"location": str(DATA / "originals"), "base_url": None}},
        # Snapshot files are evidence, not web files: they never share a folder that a web server opens.
        "snapshots": {"BACKEND": FILES, "OPTIONS": {"location": str(DATA / "snapshots"), "base_url": None}},
        # Not Django's: the port of media_pipeline.storage, for objects of any size that never change.
        "sound_and_film": {
            "BACKEND": "media_pipeline.storage.local.LocalStorage",
            "OPTIONS": {"folder": str(DATA / "media-store"), "base_url": MEDIA_URL},
        },
    }


def in_buckets(public_bucket: str) -> dict:
    private_bucket = env.str("S3_PRIVATE_BUCKET")
    server = {
        "endpoint_url": env.str("S3_ENDPOINT_URL", None),
        "region_name": env.str("S3_REGION", None),
        "addressing_style": env.str("S3_ADDRESSING_STYLE", "auto"),
        "timeout": env.int("S3_TIMEOUT", 20),
    }
    public_url = env.str("S3_PUBLIC_URL", "") or _address(public_bucket, server["endpoint_url"], server["region_name"])
    files = {**server, "file_overwrite": False}
    scheme, _, place = public_url.partition("//")
    for_readers = {
        "bucket_name": public_bucket, "location": "pictures", "querystring_auth": False,
        "url_protocol": scheme, "custom_domain": place,
        "object_parameters": {"CacheControl": "public, max-age=2592000"},
    }  # fmt: skip
    return {
        "default": {"BACKEND": OBJECTS, "OPTIONS": {**files, **for_readers}},
        "originals": _private(files, private_bucket, "originals"),
        "snapshots": _private(files, private_bucket, "snapshots"),
        "sound_and_film": {
            "BACKEND": "media_pipeline.storage.s3.S3Storage",
            "OPTIONS": {
                **server, "public_bucket": public_bucket, "private_bucket": private_bucket, "public_url": public_url,
            },
        },
    }  # fmt: skip


def _private(files: dict, bucket: str, folder: str) -> dict:
    return {"BACKEND": OBJECTS, "OPTIONS": {**files, "bucket_name": bucket, "location": folder}}


def _address(bucket: str, endpoint_url: str | None, region_name: str | None) -> str:
    if endpoint_url:
        return f"{endpoint_url.rstrip('/')}/{bucket}"
    return f"https://{bucket}.s3.{region_name or 'us-east-1'}.amazonaws.com"
