"""`manage.py move_storage`: from the folders of a newsroom to two buckets of a real server."""

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.storage.handler import StorageHandler
from django.core.management import CommandError, call_command

from cms.settings import stores
from media_pipeline.storage import storage
from media_pipeline.storage.local import LocalStorage
from media_pipeline.storage.moving import Outcome, move_files, move_objects
from media_pipeline.storage.s3 import LARGE
from media_pipeline.storage.s3_setup import prepare

OBJECTS = {
    f"src/7/{hashlib.sha256(b'film').hexdigest()}.mp4": b"film",
    "runs/7/1/hls/master.m3u8": b"#EXTM3U",
    "runs/7/1/hls/720/00001.m4s": b"segment",
    "growing/7/1/master.m3u8": b"#EXTM3U",
    "src/7/Đăm Săn ƀuôn ĕ̆.mxf": b"film for the air",
}
FILES = {
    "default": {"images/ab/a.webp": b"picture", "the-chia-se/c.jpg": b"card"},
    "originals": {"pictures/2026/11/a.jpg": b"original", "documents/2026/11/b.pdf": b"document"},
    "snapshots": {"1/202611/5/trang.html": "<p>Ƀuôn Ma Thuột ĕ̆</p>".encode()},
}


def fill(folder: Path, objects=OBJECTS) -> None:
    store = LocalStorage(folder / "media-store", "/media/")
    for key, content in objects.items():
        store.put_bytes(key, content)
    store.put_bytes("tmp/uploads/x", b"half a film")
    places = {"default": "media", "originals": "originals", "snapshots": "snapshots"}
    for alias, files in FILES.items():
        for name, content in files.items():
            path = folder / places[alias] / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def state_of(folder: Path) -> dict:
    return {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def folder(tmp_path, settings, monkeypatch):
    monkeypatch.setattr(stores, "DATA", tmp_path)
    settings.FOLDER_STORAGES = stores.in_folders()
    fill(tmp_path)
    return tmp_path


@pytest.fixture
def options(s3_server):
    return s3_server.options()


@pytest.fixture
def environment(options):
    names = {"S3_BUCKET": "public_bucket", "S3_PRIVATE_BUCKET": "private_bucket", "S3_ENDPOINT_URL": "endpoint_url"}
    return {
        **{name: options[option] for name, option in names.items()},
        "S3_ADDRESSING_STYLE": "path",
        "S3_TIMEOUT": "5",
    }


@pytest.fixture
def buckets(settings, monkeypatch, environment):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    settings.STORAGES = {**settings.STORAGES, **stores.in_buckets(environment["S3_BUCKET"])}
    prepare(storage())
    yield
    storage().close()


def test_everything_goes_where_it_belongs_and_the_folders_stay_as_they_were(folder, buckets, capsys):
    before = state_of(folder)
    call_command("move_storage")

    for key, content in OBJECTS.items():
        with storage().open(key) as file:
            assert file.read() == content
    for alias, files in FILES.items():
        for name, content in files.items():
            with storages[alias].open(name) as file:
                assert file.read() == content
    assert not storage().exists("tmp/uploads/x")
    facts = storage().client.head_object(Bucket=storage().public_bucket, Key="runs/7/1/hls/master.m3u8")
    assert facts["CacheControl"].endswith("immutable") and facts["ContentType"] == "application/vnd.apple.mpegurl"
    assert state_of(folder) == before
    said = capsys.readouterr().out
    assert "phim, âm thanh: đã dời 5" in said and "Mọi tệp đã ở trong kho" in said


def test_a_second_run_takes_what_came_since(folder, buckets, capsys):
    call_command("move_storage")
    (folder / "media/images/ab/new.webp").write_bytes(b"new picture")
    (folder / "media/images/ab/a.webp").write_bytes(b"picture that was half written the first time")
    capsys.readouterr()
    call_command("move_storage", verify=True)

    assert "phim, âm thanh: đã dời 0 (0" in (said := capsys.readouterr().out)
    assert "ảnh đã xử lý: đã dời 2" in said and "có sẵn 1" in said
    with storages["default"].open("images/ab/a.webp") as file:
        assert file.read() == b"picture that was half written the first time"


def test_what_is_different_there_is_told_and_left_alone(folder, buckets, capsys):
    storage().put_bytes("runs/7/1/hls/master.m3u8", b"#EXTM3X")
    storages["originals"].save("pictures/2026/11/a.jpg", ContentFile(b"0RIGINAL"))
    with pytest.raises(CommandError, match="Còn 2 tệp"):
        call_command("move_storage", verify=True)

    told = capsys.readouterr().err
    assert "runs/7/1/hls/master.m3u8" in told and "pictures/2026/11/a.jpg" in told
    assert storage().size("runs/7/1/hls/720/00001.m4s") == len(b"segment")
    with storages["originals"].open("pictures/2026/11/a.jpg") as file:
        assert file.read() == b"0RIGINAL"


def test_a_file_that_fails_stops_no_other_and_one_that_was_deleted_is_no_failure(folder, buckets, monkeypatch):
    (folder / "media/images/ab/broken.webp").symlink_to(folder / "nowhere")
    source = StorageHandler(stores.in_folders())["default"]
    listdir = source.listdir
    monkeypatch.setattr(source, "listdir", lambda path: (listdir(path)[0], [*listdir(path)[1], "deleted.webp"]))
    outcomes = {result.key: result.outcome for result in move_files(source, storages["default"])}

    assert outcomes["images/ab/broken.webp"] == Outcome.FAILED
    assert outcomes["images/ab/deleted.webp"] == Outcome.GONE
    assert outcomes["images/ab/a.webp"] == outcomes["the-chia-se/c.jpg"] == Outcome.MOVED


def test_without_a_bucket_it_says_what_to_set(folder):
    with pytest.raises(CommandError, match="S3_BUCKET"):
        call_command("move_storage")
    with pytest.raises(CommandError, match="S3_BUCKET"):
        call_command("prepare_storage")


@pytest.mark.faults
def test_a_move_that_is_killed_goes_on_and_ends_whole(tmp_path, s3_server, options, environment, count):
    film = tmp_path / "film.mp4"
    with film.open("wb") as file:
        file.truncate(LARGE + 1)
    key = f"src/8/{hashlib.sha256(film.read_bytes()).hexdigest()}.mp4"
    segments = {f"runs/8/1/hls/720/{number:05}.m4s": str(number).encode() * 999 for number in range(300)}
    data = tmp_path / "data"
    fill(data, {**OBJECTS, **segments})
    source = LocalStorage(data / "media-store", "/media/")
    source.put_file(key, film, move=True)
    before = state_of(data)
    target = s3_server.store(public_bucket=options["public_bucket"], private_bucket=options["private_bucket"])
    command = [sys.executable, "manage.py", "move_storage"]
    settings = {**os.environ, **environment, "DATA": str(data), "DJANGO_SETTINGS_MODULE": "cms.settings.embedded"}

    for run in range(count(short=2, full=25)):
        child = subprocess.Popen(command, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        there = len(list(target.list("runs/8/")))
        while child.poll() is None and len(list(target.list("runs/8/"))) == there < len(segments):
            time.sleep(0.05)
        time.sleep(0.1 * run)
        child.kill()
        child.wait()
    last = subprocess.run(command, env=settings, check=True, capture_output=True, text=True)

    assert "Mọi tệp đã ở trong kho" in last.stdout
    assert {result.outcome for result in move_objects(source, target, verify=True)} == {Outcome.THERE}
    moved = [found for kind in ("src/", "runs/", "growing/") for found in target.list(kind)]
    assert len(moved) == len(OBJECTS) + len(segments) + 1
    assert before.items() <= state_of(data).items()
