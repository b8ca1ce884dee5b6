"""What only an S3 store does: who may read, what readers' browsers are told, large files in parts, rules of the buckets."""

import io
import json
from datetime import UTC, datetime, timedelta
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from moto import mock_aws

from media_pipeline.storage import NotFound, StorageUnavailable, files, s3, s3_large, s3_parts
from media_pipeline.storage.s3 import S3Storage
from media_pipeline.storage.s3_client import translated
from media_pipeline.storage.s3_setup import prepare


@pytest.fixture
def store(s3_server):
    return s3_server.store()


def refused(url):
    """The status of an answer that gives nothing."""
    with pytest.raises(HTTPError) as error, urlopen(url, timeout=10):
        pass
    with error.value:
        return error.value.code


def get(url, **headers):
    with urlopen(Request(url, headers=headers), timeout=10) as response:
        return response.headers, response.read()


def test_readers_get_runs_for_ever_and_in_pieces(store):
    key = "runs/7/1/hls/720/đoạn 00001.m4s"
    store.put_bytes(key, b"0123456789")

    headers, body = get(store.url(key), Origin="https://bao.example.org")
    assert body == b"0123456789"
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert headers["Content-Type"] == "video/mp4"
    assert headers["Access-Control-Allow-Origin"] == "*"
    headers, body = get(store.url(key), Range="bytes=2-4")
    assert (body, headers["Content-Range"]) == (b"234", "bytes 2-4/10")


def test_a_playlist_that_grows_is_asked_for_again(store):
    key = "growing/7/1/480/index.m3u8"
    for text in (b"#EXTM3U", b"#EXTM3U\n#EXT-X-ENDLIST"):
        store.put_bytes(key, text)
        headers, body = get(store.url(key))
        assert body == text and headers["Cache-Control"] == "public, max-age=2"


def test_nobody_gets_an_original(store, s3_server):
    key = "src/7/a.mp4"
    store.put_bytes(key, b"film")

    assert refused(f"{s3_server.url}/{store.private_bucket}/{key}") == 403
    assert refused(f"{s3_server.url}/{store.public_bucket}/?list-type=2") == 403
    place = {"Bucket": store.private_bucket, "Key": key}
    assert store.client.get_object(**place)["CacheControl"] == "private, no-store"


@pytest.fixture
def large(tmp_path, monkeypatch):
    """A file of five parts, whose key names its content."""
    monkeypatch.setattr(s3, "LARGE", s3_large.PART)
    monkeypatch.setattr(s3_large, "PART", 5 * 1024 * 1024)
    path = tmp_path / "large.mp4"
    path.write_bytes(b"".join(bytes([number]) * s3_large.PART for number in range(4)) + b"the end")
    return path, f"src/7/{files.sha256_of(files.chunks(path))}.mp4"


def parts_sent(store, monkeypatch, *, at_most=100):
    """The numbers of the parts that are sent from now on; after `at_most` the store breaks off."""
    sent, upload_part = [], store.client.upload_part

    def send(**asked):
        if len(sent) >= at_most:
            raise StorageUnavailable("cut")
        sent.append(asked["PartNumber"])
        return upload_part(**asked)

    monkeypatch.setattr(store.client, "upload_part", send)
    return sent


def test_a_large_file_that_broke_off_goes_on_where_it_was(store, large, monkeypatch, tmp_path):
    path, key = large
    with monkeypatch.context() as broken:
        first = parts_sent(store, broken, at_most=2)
        with pytest.raises(StorageUnavailable):
            store.put_file(key, path)
    assert not store.exists(key) and len(first) == 2

    second = parts_sent(store, monkeypatch)
    store.put_file(key, path)
    assert sorted(first + second) == [1, 2, 3, 4, 5]
    store.fetch(key, tmp_path / "back.mp4")
    assert (tmp_path / "back.mp4").read_bytes() == path.read_bytes()
    assert f"{store.sha256(key)}.mp4" in key


def test_a_part_that_arrived_wrong_is_sent_again(store, large, monkeypatch):
    path, key = large
    place = {"Bucket": store.private_bucket, "Key": key}
    upload = s3_parts.begin(store.client, place, {})
    wrong = io.BytesIO(b"x" * s3_large.PART)
    s3_parts.put(store.client, place, upload, 1, wrong, s3_parts.checksum_of(wrong))
    sent = parts_sent(store, monkeypatch)
    store.put_file(key, path)

    assert sorted(sent) == [1, 2, 3, 4, 5] and store.size(key) == path.stat().st_size


def test_a_large_file_again_is_no_error_and_leaves_no_parts(store, large):
    path, _ = large
    store.put_file("runs/7/1/mp4/720.mp4", path)
    store.put_file("runs/7/1/mp4/720.mp4", path)

    found = store.client.list_multipart_uploads(Bucket=store.public_bucket)
    assert not found.get("Uploads")


def test_uploads_that_broke_off_are_swept_after_two_days(store):
    now = datetime.now(UTC)
    place = {"Bucket": store.private_bucket, "Key": "src/7/a.mp4"}
    upload = s3_parts.begin(store.client, place, {})

    assert store.sweep(now=now + timedelta(days=1, hours=23)) == 0
    assert s3_parts.listed(store.client, place, upload) == {}
    assert store.sweep(now=now + timedelta(days=2, hours=1)) == 1
    with pytest.raises(NotFound), translated(upload):
        s3_parts.listed(store.client, place, upload)


def test_the_rules_of_the_buckets_are_set_once_or_again(s3_server):
    with mock_aws():
        store = S3Storage(
            public_bucket="public", private_bucket="private", public_url="https://phat.example.org",
            region_name="ap-southeast-1",
        )  # fmt: skip
        assert prepare(store) == prepare(store) == []
        lifecycle = store.client.get_bucket_lifecycle_configuration(Bucket="private")["Rules"]
        policy = json.loads(store.client.get_bucket_policy(Bucket="public")["Policy"])
        location = store.client.get_bucket_location(Bucket="public")["LocationConstraint"]

    assert {rule["ID"]: rule.get("Expiration") or rule["AbortIncompleteMultipartUpload"] for rule in lifecycle} == {
        "temporary": {"Days": 1}, "broken-uploads": {"DaysAfterInitiation": 2},
    }  # fmt: skip
    assert [statement["Action"] for statement in policy["Statement"]] == ["s3:GetObject"]
    assert location == "ap-southeast-1"
    store = s3_server.store()
    assert prepare(store) == [f"lifecycle {store.public_bucket}", f"lifecycle {store.private_bucket}"]


def test_a_version_of_an_original_survives_a_deletion():
    with mock_aws():
        store = S3Storage(
            public_bucket="public", private_bucket="private", public_url="https://phat.example.org",
            region_name="us-east-1",
        )  # fmt: skip
        prepare(store)
        enabled = {"Status": "Enabled"}
        store.client.put_bucket_versioning(Bucket="private", VersioningConfiguration=enabled)
        store.put_bytes("src/7/a.mp4", b"film")
        store.delete(["src/7/a.mp4"])

        assert not store.exists("src/7/a.mp4") and list(store.list("src/")) == []
        version = store.client.list_object_versions(Bucket="private")["Versions"][0]["VersionId"]
        kept = store.client.get_object(Bucket="private", Key="src/7/a.mp4", VersionId=version)
        assert kept["Body"].read() == b"film"
