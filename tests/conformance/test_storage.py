"""One suite for every store of sound and film: a folder, an S3 of memory (moto), a real S3-protocol server (versitygw)."""

import hashlib
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from moto import mock_aws

from media_pipeline.storage import AlreadyThere, Damaged, NotFound
from media_pipeline.storage.keys import KINDS
from media_pipeline.storage.local import LocalStorage
from media_pipeline.storage.s3 import S3Storage
from media_pipeline.storage.s3_setup import prepare

SOURCE, RUN, TEMPORARY, GROWING = (
    "src/7/a.mp4",
    "runs/7/1/hls/720/00001.m4s",
    "tmp/uploads/x",
    "growing/7/1/480/index.m3u8",
)


@pytest.fixture(scope="module", params=["folder", "moto", "versitygw"])
def kept_store(request, tmp_path_factory):
    if request.param == "folder":
        yield LocalStorage(tmp_path_factory.mktemp("media-store"), "/media/")
    elif request.param == "versitygw":
        yield request.getfixturevalue("s3_server").store()
    else:
        with mock_aws():
            store = S3Storage(
                public_bucket="public", private_bucket="private", public_url="https://phat.example.org",
                region_name="us-east-1",
            )  # fmt: skip
            assert prepare(store) == []
            yield store


@pytest.fixture
def store(kept_store):
    yield kept_store
    kept_store.delete([found.key for kind in KINDS for found in kept_store.list(f"{kind}/")])
    kept_store.sweep(now=datetime.now(UTC) + timedelta(days=3))


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "Đinh Núp kể chuyện.mp4"
    path.write_bytes(b"film")
    return path


def content(store, key, **options):
    with store.open(key, **options) as reader:
        return reader.read()


def test_a_file_is_there_whole_with_its_size_and_checksum(store, file, tmp_path):
    store.put_file(SOURCE, file)

    assert store.exists(SOURCE) and store.size(SOURCE) == 4 and content(store, SOURCE) == b"film"
    assert store.sha256(SOURCE) == hashlib.sha256(b"film").hexdigest()
    store.fetch(SOURCE, tmp_path / "scratch" / "copy.mp4")
    assert (tmp_path / "scratch" / "copy.mp4").read_bytes() == b"film"
    assert store.at_hand(SOURCE, tmp_path / "scratch").read_bytes() == b"film"
    assert file.exists()


def test_a_file_given_up_leaves_its_place(store, file):
    store.put_file(SOURCE, file, move=True)

    assert not file.exists() and content(store, SOURCE) == b"film"


def test_an_empty_file_is_a_file(store, file):
    file.write_bytes(b"")
    store.put_file(RUN, file)

    assert store.size(RUN) == 0 and content(store, RUN) == b""


def test_writing_the_same_again_is_no_error(store, file):
    store.put_file(SOURCE, file)
    store.put_file(SOURCE, file)
    store.put_bytes(SOURCE, b"film")
    store.put_file(SOURCE, file, move=True)

    assert content(store, SOURCE) == b"film" and not file.exists()


def test_an_object_never_becomes_another(store, file):
    store.put_bytes(SOURCE, b"first")
    for move in (False, True):
        with pytest.raises(AlreadyThere):
            store.put_file(SOURCE, file, move=move)
    with pytest.raises(AlreadyThere):
        store.put_bytes(SOURCE, b"film")

    assert content(store, SOURCE) == b"first" and file.exists()


@pytest.mark.parametrize("key", [TEMPORARY, GROWING])
def test_only_what_grows_or_goes_is_written_over(store, file, key):
    store.put_bytes(key, b"first")
    store.put_file(key, file)

    assert content(store, key) == b"film"


def test_of_two_writers_at_once_one_wins(store):
    def write(number):
        try:
            store.put_bytes(SOURCE, str(number).encode())
        except AlreadyThere:
            return None
        return number

    with ThreadPoolExecutor(8) as pool:
        winners = [number for number in pool.map(write, range(8)) if number is not None]

    assert len(winners) == 1 and content(store, SOURCE) == str(winners[0]).encode()


def test_a_wrong_checksum_leaves_nothing_behind(store, file):
    with pytest.raises(Damaged):
        store.put_file(SOURCE, file, sha256="0" * 64)

    assert not store.exists(SOURCE) and list(store.list("src/")) == []


def test_what_is_not_there_is_said_so(store, tmp_path):
    for ask in (store.open, store.size, store.sha256):
        with pytest.raises(NotFound):
            ask(SOURCE)
    with pytest.raises(NotFound):
        store.fetch(SOURCE, tmp_path / "scratch" / "copy")
    with pytest.raises(NotFound):
        store.at_hand(SOURCE, tmp_path / "scratch")

    assert not store.exists(SOURCE) and not list((tmp_path / "scratch").glob("*"))


def test_room_is_told_where_it_is_known(store):
    room = store.free_bytes()
    assert room is None or room > 0


def test_deleting_what_is_gone_is_no_error(store):
    store.put_bytes(SOURCE, b"film")
    store.put_bytes(RUN, b"segment")
    store.delete([SOURCE, RUN, TEMPORARY])
    store.delete([SOURCE])
    store.delete([])

    assert not store.exists(SOURCE) and not store.exists(RUN)
    store.put_bytes(SOURCE, b"another film")


def test_objects_are_listed_by_any_start_of_their_key(store):
    before = datetime.now(UTC) - timedelta(minutes=1)
    for key in ("runs/7/1/hls/master.m3u8", "runs/7/1/wave.json", "runs/7/12/wave.json", "runs/70/1/wave.json"):
        store.put_bytes(key, key.encode())

    assert [found.key for found in store.list("runs/7/1/")] == ["runs/7/1/hls/master.m3u8", "runs/7/1/wave.json"]
    assert [found.key for found in store.list("runs/7/1")][-1] == "runs/7/12/wave.json"
    assert {found.key for found in store.list("runs/")} > {"runs/70/1/wave.json"}
    found = next(store.list("runs/70/"))
    assert found.size == len(found.key) and before < found.modified < datetime.now(UTC) + timedelta(minutes=1)
    assert list(store.list("src/")) == []


def test_names_keep_every_mark_of_vietnamese_and_ede(store):
    name = "Khan Đăm Săn – Ƀuôn Ma Thuột, ƀĭt ĕ̆ ơ̆ ư̆ +100%.mp4"
    key = f"src/7/{name}"
    store.put_bytes(unicodedata.normalize("NFD", key), b"film")

    assert content(store, key) == b"film"
    assert [found.key for found in store.list("src/7/")] == [unicodedata.normalize("NFC", key)]
    assert "\u0306" in next(store.list("src/7/")).key


def test_reading_may_start_anywhere(store):
    store.put_bytes(RUN, b"0123456789")

    assert content(store, RUN, start=7) == b"789"
    assert content(store, RUN, start=10) == content(store, RUN, start=99) == b""


@pytest.mark.parametrize(
    "key",
    ["", "src", "src/", "/src/a", "src/../tmp/a", "src/./a", "src//a", "etc/passwd", "src/a/..", "src/.a", "src/a\\b",
     "src/a\nb", "src/a\0b", "src/" + "ă" * 200, "src/" + "a/" * 600 + "a"],
)  # fmt: skip
def test_no_key_leads_out_of_the_store(store, file, key):
    for ask in (store.open, store.size, store.exists, store.sha256, store.url):
        with pytest.raises(ValueError):
            ask(key)
    with pytest.raises(ValueError):
        store.put_file(key, file)
    with pytest.raises(ValueError):
        store.delete([key])


def test_only_runs_have_an_address_for_readers(store):
    assert store.url("runs/7/1/img/tít báo.jpg").endswith("/runs/7/1/img/t%C3%ADt%20b%C3%A1o.jpg")
    for key in (SOURCE, TEMPORARY):
        with pytest.raises(ValueError):
            store.url(key)


def test_a_folder_arrives_with_its_playlists_last(store, tmp_path, monkeypatch):
    folder, sent, told = tmp_path / "out", [], []
    for name in ("hls/master.m3u8", "hls/720/index.m3u8", "hls/a/index.m3u8", "wave.json"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    for number in range(30):
        (folder / f"hls/720/{number:05}.m4s").write_text("segment")
    put_file = store.put_file
    monkeypatch.setattr(store, "put_file", lambda key, path: (put_file(key, path), sent.append(key)))
    store.put_folder("runs/7/1", folder, progress=lambda done, total: told.append((done, total)))

    assert sent[-1] == "runs/7/1/hls/master.m3u8"
    assert sorted(sent[-3:-1]) == ["runs/7/1/hls/720/index.m3u8", "runs/7/1/hls/a/index.m3u8"]
    assert len(sent) == 34 == len(list(store.list("runs/7/1/")))
    assert told[-1][0] == told[-1][1] == sum(path.stat().st_size for path in folder.rglob("*.*"))


def test_a_folder_that_breaks_off_has_no_playlist(store, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "master.m3u8").write_text("#EXTM3U")
    (tmp_path / "out" / "00001.m4s").write_text("segment")

    def stop(done, total):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        store.put_folder("runs/7/1", tmp_path / "out", progress=stop)
    assert [found.key for found in store.list("runs/7/1/")] == ["runs/7/1/00001.m4s"]


def test_temporary_objects_are_swept_after_a_day(store):
    now = datetime.now(UTC)
    store.put_bytes(TEMPORARY, b"half a film")
    store.put_bytes(SOURCE, b"film")

    assert store.sweep(now=now) == 0 and store.exists(TEMPORARY)
    assert store.sweep(now=now + timedelta(days=1, hours=1)) == 1
    assert not store.exists(TEMPORARY) and store.exists(SOURCE)
