"""The store beside the shortest way: a file copied and synced, boto3 called by hand, a file given out by Django's own view."""

import os
import shutil
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from secrets import token_hex

import pytest
from botocore.config import Config
from django.conf import settings as django_settings
from django.test import RequestFactory
from django.views.static import serve

from media_pipeline.storage.local import LocalStorage
from media_pipeline.storage.views import public_file

MB = 1024 * 1024
ROUNDS = 5


def alternating(ours, theirs) -> tuple[float, float]:
    """Median seconds of each; every call gets a new name, so that nothing is there already. The first round warms up."""
    taken = {ours: [], theirs: []}
    for round_ in range(ROUNDS + 1):
        for act in taken:
            name = token_hex(6)
            started = time.perf_counter()
            act(name)
            if round_:
                taken[act].append(time.perf_counter() - started)
    return statistics.median(taken[ours]), statistics.median(taken[theirs])


@pytest.fixture
def film(tmp_path):
    path = tmp_path / "film.mp4"
    path.write_bytes(os.urandom(128 * MB))
    return path


@pytest.fixture
def run(tmp_path):
    """What 15 minutes of film are on two rungs: 300 segments of 400 KB and their playlists."""
    folder = tmp_path / "run"
    for rung in ("720", "480"):
        (folder / "hls" / rung).mkdir(parents=True)
        for number in range(150):
            (folder / "hls" / rung / f"{number:05}.m4s").write_bytes(os.urandom(400 * 1024))
        (folder / "hls" / rung / "index.m3u8").write_text("#EXTM3U")
    (folder / "hls" / "master.m3u8").write_text("#EXTM3U")
    return folder


def copied(source, target):
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as read, target.open("wb") as written:
        shutil.copyfileobj(read, written, MB)
        os.fsync(written.fileno())


def test_a_film_into_a_folder(film, tmp_path, judge):
    store = LocalStorage(tmp_path / "media-store", "/media/")
    took, raw = alternating(
        lambda name: store.put_file(f"src/{name}/a.mp4", film),
        lambda name: copied(film, tmp_path / "raw" / name / "a.mp4"),
    )
    judge("film of 128 MB into a folder / copy, fsync", took, raw, limit=1.1)


def test_a_run_into_a_folder(run, tmp_path, judge):
    store = LocalStorage(tmp_path / "media-store", "/media/")

    def by_hand(name):
        paths = [path for path in run.rglob("*.*") if path.is_file()]
        with ThreadPoolExecutor(16) as pool:
            list(pool.map(lambda path: copied(path, tmp_path / "raw" / name / path.relative_to(run)), paths))

    took, raw = alternating(lambda name: store.put_folder(f"runs/{name}/1", run), by_hand)
    judge("run of 303 files into a folder / copy, fsync", took, raw, limit=1.5)


@pytest.fixture
def s3(s3_server):
    """Our store, and a client as boto3 makes it."""
    import boto3

    store = s3_server.store()
    config = Config(s3={"addressing_style": "path"}, signature_version="s3v4", max_pool_connections=20)
    client = boto3.client("s3", endpoint_url=s3_server.url, region_name="us-east-1", config=config)
    yield store, client
    client.close()


def test_a_film_into_a_bucket(film, s3, judge):
    store, client = s3
    took, raw = alternating(
        lambda name: store.put_file(f"src/{name}/a.mp4", film),
        lambda name: client.upload_file(str(film), store.private_bucket, f"src/{name}/a.mp4"),
    )
    judge("film of 128 MB into a bucket / boto3", took, raw, limit=1.3)


def test_a_film_from_a_bucket(film, s3, tmp_path, judge):
    store, client = s3
    store.put_file("src/1/a.mp4", film)
    took, raw = alternating(
        lambda name: store.fetch("src/1/a.mp4", tmp_path / name),
        lambda name: client.download_file(store.private_bucket, "src/1/a.mp4", str(tmp_path / name)),
    )
    judge("film of 128 MB from a bucket, checked / boto3", took, raw, limit=1.5)


def test_a_run_into_a_bucket(run, s3, judge):
    store, client = s3

    def by_hand(name):
        def put(path):
            with path.open("rb") as body:
                client.put_object(Bucket=store.public_bucket, Key=f"runs/{name}/{path.relative_to(run)}", Body=body)

        with ThreadPoolExecutor(16) as pool:
            list(pool.map(put, [path for path in run.rglob("*.*") if path.is_file()]))

    took, raw = alternating(lambda name: store.put_folder(f"runs/{name}/1", run), by_hand)
    judge("run of 303 files into a bucket / boto3", took, raw, limit=1.3)


def test_a_segment_given_out(tmp_path, settings, judge):
    options = {"folder": str(tmp_path), "base_url": "/media/"}
    here = {"BACKEND": "media_pipeline.storage.local.LocalStorage", "OPTIONS": options}
    settings.STORAGES = {**django_settings.STORAGES, "sound_and_film": here}
    store = LocalStorage(**options)
    store.put_bytes("runs/7/1/hls/720/00001.m4s", os.urandom(MB))
    request, name = RequestFactory().get("/"), "runs/7/1/hls/720/00001.m4s"

    def read(response):
        assert sum(map(len, response)) == MB
        response.close()

    took, raw = alternating(
        lambda _: [read(public_file(request, name)) for _ in range(50)],
        lambda _: [read(serve(request, name, document_root=str(tmp_path / "public"))) for _ in range(50)],
    )
    judge("50 segments of 1 MB given out / Django's view", took, raw, limit=1.0)
