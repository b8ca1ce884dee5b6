"""A store that is killed, stopped, full or unreliable: a sentence within seconds, and nothing half there."""

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from media_pipeline.storage import NoRoom, NotFound, StorageUnavailable, files, s3, s3_large
from media_pipeline.storage.local import LocalStorage
from tests.services.s3 import started_s3

pytestmark = pytest.mark.faults

# A disk of its own for one process: no rights needed, and gone with it.
SMALL_DISK = 'mount -t tmpfs -o size={size} none "{folder}" && exec "$@"'
PATIENCE = 1  # seconds of silence


def on_a_small_disk(folder: Path, size: str) -> tuple[str, ...]:
    return (
        "unshare",
        "--user",
        "--map-root-user",
        "--mount",
        "sh",
        "-c",
        SMALL_DISK.format(size=size, folder=folder),
        "sh",
    )


CALLS = ("put_bytes", "fetch")


def make_flaky(store, *, rate, seed):
    """Calls break off this often: half of them did nothing, half did all and lost the answer."""
    chance = random.Random(seed)

    def failing(call):
        def answer(*arguments):
            fails, lost = chance.random() < rate, chance.random() < 0.5
            if lost or not fails:
                answered = call(*arguments)
            if fails:
                raise StorageUnavailable("as the test wants it")
            return answered

        return answer

    for name in CALLS:
        setattr(store, name, failing(getattr(store, name)))


@pytest.fixture
def server():
    with started_s3() as server:
        yield server


@pytest.fixture
def film(tmp_path):
    path = tmp_path / "film.mp4"
    path.write_bytes(bytes(range(256)) * 80_000)  # 20 MB
    return path, f"src/7/{files.sha256_of(files.chunks(path))}.mp4"


def test_a_killed_server_is_told_within_seconds_and_the_next_try_ends_it(server, film, monkeypatch, tmp_path):
    monkeypatch.setattr(s3, "LARGE", 5 * 1024 * 1024)
    monkeypatch.setattr(s3_large, "PART", 5 * 1024 * 1024)
    monkeypatch.setattr(s3_large, "THREADS", 1)
    store, (path, key) = server.store(timeout=PATIENCE), film
    upload_part, started = store.client.upload_part, time.monotonic()

    def die_at_the_second(**asked):
        if asked["PartNumber"] == 2:
            server.kill()
        return upload_part(**asked)

    with monkeypatch.context() as dying:
        dying.setattr(store.client, "upload_part", die_at_the_second)
        with pytest.raises(StorageUnavailable):
            store.put_file(key, path)
    for ask in (
        store.size,
        store.exists,
        store.open,
        lambda key: list(store.list("src/")),
        lambda key: store.free_bytes(),
    ):
        with pytest.raises(StorageUnavailable):
            ask(key)
    assert time.monotonic() - started < 60

    server.start()
    assert not store.exists(key)
    store.put_file(key, path)
    store.fetch(key, tmp_path / "back.mp4")
    assert (tmp_path / "back.mp4").read_bytes() == path.read_bytes()


def test_a_server_that_stands_still_is_told_within_seconds(server, film):
    store, (path, key) = server.store(timeout=PATIENCE, tries=2), film
    store.put_file(key, path)
    server.pause()
    started = time.monotonic()
    for ask in (
        lambda: store.put_file("runs/7/1/a.mp4", path),
        lambda: store.size(key),
        lambda: store.delete([key]),
        store.free_bytes,
    ):
        with pytest.raises(StorageUnavailable):
            ask()
    assert time.monotonic() - started < 40

    server.resume()
    store.put_file("runs/7/1/a.mp4", path)  # whether or not the try that was cut had arrived
    assert store.size("runs/7/1/a.mp4") == path.stat().st_size


def test_a_reader_on_the_way_is_told_when_the_server_dies(server, film):
    store, (path, key) = server.store(timeout=PATIENCE, tries=1), film
    store.put_file(key, path)
    with store.open(key) as reader:
        assert reader.read(1000) == path.read_bytes()[:1000]
        server.kill()
        with pytest.raises(StorageUnavailable):
            while reader.read(1024 * 1024):
                pass
    server.start()


def test_a_fetch_that_breaks_off_leaves_no_half_file(server, film, tmp_path):
    store, (path, key) = server.store(timeout=PATIENCE, tries=1), film
    store.put_file(key, path)
    server.kill()
    with pytest.raises(StorageUnavailable):
        store.fetch(key, tmp_path / "scratch" / "film.mp4")

    assert list((tmp_path / "scratch").glob("*")) == []
    server.start()


@pytest.mark.parametrize("large", [4, 64])
def test_a_full_server_keeps_what_it_has_and_nothing_half(film, tmp_path, monkeypatch, large):
    monkeypatch.setattr(s3, "LARGE", large * 1024 * 1024)
    monkeypatch.setattr(s3_large, "PART", 5 * 1024 * 1024)
    disk = tmp_path / "disk"
    disk.mkdir()
    path, _ = film
    with started_s3(disk=disk, wrapper=on_a_small_disk(disk, "12m")) as server:
        store = server.store(timeout=5, tries=1)
        store.put_bytes("src/7/small.mp4", b"film")
        with pytest.raises(NoRoom):
            store.put_file("runs/7/1/film.mp4", path)
        assert not store.client.list_multipart_uploads(Bucket=store.public_bucket).get("Uploads")

        assert [found.key for found in store.list("src/")] == ["src/7/small.mp4"]
        with pytest.raises(NotFound):
            store.size("runs/7/1/film.mp4")
        store.put_bytes("src/7/small2.mp4", b"film")


FILL = """
import json, sys
from pathlib import Path
from media_pipeline.storage import NoRoom
from media_pipeline.storage.local import LocalStorage

folder, film = Path(sys.argv[1]), Path(sys.argv[2])
store = LocalStorage(folder / "media-store", "/media/")
store.put_bytes("src/7/small.mp4", b"film")
said = []
for ask in (
    lambda: store.put_file("src/7/film.mp4", film),
    lambda: store.put_file("src/7/film.mp4", film, move=True),
    lambda: store.fetch("src/7/small.mp4", folder / "copy") or store.put_bytes("runs/7/1/a", bytes(20_000_000)),
):
    try:
        ask()
    except NoRoom as error:
        said.append(type(error).__name__)
store.put_bytes("src/7/small2.mp4", b"film")
left = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
print(json.dumps([said, left, film.exists(), store.free_bytes()]))
"""


def test_a_full_disk_keeps_what_it_has_and_nothing_half(film, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    command = [*on_a_small_disk(disk, "12m"), sys.executable, "-c", FILL, disk, film[0]]
    told = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60, cwd=Path.cwd())
    said, left, source_is_there, free = json.loads(told.stdout)

    assert said == ["NoRoom"] * 3 and source_is_there and 0 < free < 12 * 1024 * 1024
    assert left == [
        "copy", "media-store/private/src/7/small.mp4", "media-store/private/src/7/small2.mp4",
    ]  # fmt: skip


def test_a_process_killed_while_it_writes_leaves_no_half_object(tmp_path, film, count):
    store = LocalStorage(tmp_path / "media-store", "/media/")
    put = (
        "import sys; from pathlib import Path; from media_pipeline.storage.local import LocalStorage;"
        "store = LocalStorage(Path(sys.argv[1]), '/media/'); print('ready', flush=True);"
        "[store.put_file(f'src/{n}/a.mp4', Path(sys.argv[2])) for n in range(1000)]"
    )
    for run in range(count(short=3, full=50)):
        child = subprocess.Popen(
            [sys.executable, "-c", put, tmp_path / "media-store", film[0]], stdout=subprocess.PIPE, text=True
        )
        child.stdout.readline()
        time.sleep(0.02 * (run % 10 + 1))
        child.kill()
        child.communicate()
        assert {found.size for found in store.list("src/")} <= {film[0].stat().st_size}
        store.delete([found.key for found in store.list("src/")])


@pytest.mark.parametrize("kind", ["folder", "versitygw"])
def test_what_fails_often_ends_right_when_it_is_tried_again(kind, tmp_path, s3_server, count):
    if kind == "folder":
        solid, flaky = (LocalStorage(tmp_path / "media-store", "/media/") for _ in range(2))
    else:
        solid = s3_server.store()
        flaky = s3_server.store(public_bucket=solid.public_bucket, private_bucket=solid.private_bucket)
    make_flaky(flaky, rate=0.3, seed=5)

    def again(ask):
        for _try in range(30):
            try:
                return ask()
            except StorageUnavailable:
                continue
        raise AssertionError("never")

    for number in range(count(short=20, full=400)):
        key, content = f"src/{number}/a.mp4", str(number).encode() * 1000
        again(lambda key=key, content=content: flaky.put_bytes(key, content))
        again(lambda key=key: flaky.fetch(key, tmp_path / "copy"))
        assert (tmp_path / "copy").read_bytes() == content
        assert solid.sha256(key) == files.sha256_of([content])
