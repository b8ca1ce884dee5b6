"""What only a folder does: other disks, empty folders, permissions."""

import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from media_pipeline.storage import StorageUnavailable
from media_pipeline.storage.local import LocalStorage


@pytest.fixture
def store(tmp_path):
    return LocalStorage(tmp_path / "media-store", "/media/")


def test_a_file_given_up_on_another_disk_is_copied_then_gone(store):
    with tempfile.TemporaryDirectory(dir="/dev/shm") as elsewhere:
        for key in ("src/7/a.mp4", "tmp/a.mp4"):
            film = Path(elsewhere) / "film.mp4"
            film.write_bytes(b"film")
            store.put_file(key, film, move=True)
            assert not film.exists() and store.path(key).read_bytes() == b"film"


def test_a_file_given_up_on_the_same_disk_is_not_copied(store, tmp_path):
    film = tmp_path / "film.mp4"
    film.write_bytes(b"film")
    before = film.stat().st_ino
    store.put_file("src/7/a.mp4", film, move=True)

    assert store.path("src/7/a.mp4").stat().st_ino == before


def test_no_folder_stays_when_its_last_object_goes(store):
    store.put_bytes("runs/7/1/hls/720/00001.m4s", b"segment")
    store.put_bytes("runs/7/2/wave.json", b"{}")
    store.delete(["runs/7/1/hls/720/00001.m4s"])

    assert [path.name for path in store.path("runs/7/1").parent.iterdir()] == ["2"]


def test_deleting_beside_writing_loses_nothing(store):
    """An old run goes while a new one of the same asset comes: the folder between them may vanish and return."""

    def write_and_delete(number):
        for turn in range(100):
            key = f"runs/7/{number}-{turn}/a"
            store.put_bytes(key, b"a")
            store.delete([key])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write_and_delete, range(4)))
    assert list(store.list("runs/")) == []


def test_a_store_that_cannot_be_written_is_told_as_such(store, tmp_path):
    (tmp_path / "media-store").mkdir()
    (tmp_path / "media-store" / "incoming").touch()
    with pytest.raises(StorageUnavailable):
        store.put_bytes("src/7/a", b"a")


def test_readers_of_the_disk_see_only_whole_files(store, tmp_path):
    store.put_bytes("runs/7/1/a", b"a")
    names = [os.path.join(folder, name) for folder, _, names in os.walk(tmp_path / "media-store") for name in names]

    assert names == [str(store.path("runs/7/1/a"))]
