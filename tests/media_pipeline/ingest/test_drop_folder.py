"""Files that somebody drops into a folder: taken when they stand still, moved, never deleted."""

import os
import shutil
import unicodedata
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Collection

from media_pipeline.assets.models import Asset, AssetState
from media_pipeline.ingest.models import Upload
from media_pipeline.ingest.services import dropping, taking_in
from media_pipeline.storage import storage
from tests.media_pipeline.ingest.clips import made, work_all

pytestmark = pytest.mark.django_db
NOW = timezone.now() - timedelta(hours=1)


@pytest.fixture
def folder(settings, tmp_path):
    """The drop folder, with a subfolder for the collection “Thời sự / Đài”."""
    settings.DROP_FOLDER, settings.UPLOAD_FOLDER = tmp_path / "tha-tep", tmp_path / "uploads"
    settings.MEDIA_SCRATCH = tmp_path / "scratch"
    Collection.get_first_root_node().add_child(name="Thời sự / Đài")
    dropping.look(now=NOW)
    return settings.DROP_FOLDER


def look_twice(seconds=10):
    dropping.look(now=NOW)
    return dropping.look(now=NOW + timedelta(seconds=seconds))


def take_in_all():
    for upload in Upload.objects.filter(state=Upload.State.WHOLE):
        taking_in.take_in(upload_id=upload.pk, now=NOW)


def texts(folder):
    return {path.name: path.read_text() for path in folder.rglob("*.txt")}


def test_each_collection_has_its_folder(folder):
    assert sorted(path.name for path in folder.iterdir()) == ["Chung", "Thời sự - Đài"]


def test_a_file_is_taken_when_it_has_stood_still_for_ten_seconds(folder):
    path = folder / "Thời sự - Đài" / "sáng 12.3" / "phone.mov"
    path.parent.mkdir()
    shutil.copyfile(made("phone.mov"), path)
    content = path.read_bytes()

    assert look_twice(seconds=9) == 0
    with path.open("ab") as file:
        file.write(b"\0")
    assert dropping.look(now=NOW + timedelta(seconds=12)) == 0, "it has just grown"
    assert dropping.look(now=NOW + timedelta(seconds=21)) == 0
    assert dropping.look(now=NOW + timedelta(seconds=22)) == 1
    assert not path.exists()
    take_in_all()

    asset = Asset.objects.get()
    assert (asset.collection.name, asset.source_name, asset.title) == ("Thời sự / Đài", "phone.mov", "phone")
    with storage().open(asset.file.name) as original:
        assert original.read() == content + b"\0"
    assert not any((folder / "dang-nhan").iterdir())


def test_what_is_no_film_comes_back_with_a_note(folder):
    shutil.copyfile(made("broken.mp4"), folder / "Chung" / "broken.mp4")
    assert look_twice() == 1
    take_in_all()
    work_all()
    assert Asset.objects.get().state == AssetState.REJECTED
    for _time in range(2):
        taking_in.sweep(now=NOW)

    aside = folder / "khong-nhan" / "Chung"
    assert (aside / "broken.mp4").read_bytes() == made("broken.mp4").read_bytes()
    assert sorted(path.name for path in aside.iterdir()) == ["broken.mp4", "broken.mp4.txt"]
    when, sentence = texts(aside)["broken.mp4.txt"].splitlines()
    assert sentence.endswith(".") and len(sentence) > 40


@pytest.mark.parametrize(
    ("place", "content", "words"),
    [
        ("Chung/rong.mp4", b"", "Tệp rỗng"),
        ("Chung/to.mp4", b"x" * 101, "mỗi tệp tối đa"),
        ("Ban nào đó/a.mp4", b"x", "Không có bộ sưu tập nào tên như thư mục này"),
        ("a.mp4", b"x", "Thả tệp vào thư mục của một bộ sưu tập"),
    ],
)
def test_what_cannot_be_taken_stands_aside_with_the_reason(folder, settings, place, content, words):
    settings.UPLOAD_MAX_SIZE = 100
    path = folder / place
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    assert look_twice() == 0
    assert not path.exists()
    assert words in texts(folder / "khong-nhan")[f"{path.name}.txt"]
    assert [other.read_bytes() for other in (folder / "khong-nhan").rglob("*.mp4")] == [content]


def test_two_refused_files_of_one_name_are_both_kept(folder):
    for content in (b"1", b"22"):
        (folder / "a.mp4").write_bytes(content)
        look_twice()
    kept = {path.name: path.read_bytes() for path in (folder / "khong-nhan").glob("*.mp4")}
    assert kept == {"a.mp4": b"1", "a (2).mp4": b"22"}


def test_a_note_never_takes_the_place_of_a_file(folder):
    """Nor does a file that another worker set aside in the same moment."""
    (folder / "a.mp4.txt").write_bytes(b"what somebody dropped")
    look_twice()
    (folder / "a.mp4").write_bytes(b"1")
    look_twice()
    kept = {path.name: path.read_bytes() for path in (folder / "khong-nhan").iterdir()}
    assert kept["a.mp4.txt"] == b"what somebody dropped" and kept["a.mp4"] == b"1"
    assert "bộ sưu tập" in kept["a.mp4 (2).txt"].decode()

    places = [dropping._aside(folder, "", "b.mp4") for _worker in range(3)]
    assert sorted(path.name for path in places) == ["b (2).mp4", "b (3).mp4", "b.mp4"]


def test_hidden_files_links_and_pipes_are_left_alone(folder, tmp_path):
    secret = tmp_path / "secret.mp4"
    secret.write_bytes(b"x")
    (folder / "Chung" / ".a.mp4.part").write_bytes(b"x")
    (folder / "Chung" / "link.mp4").symlink_to(secret)
    os.mkfifo(folder / "Chung" / "pipe.mp4")
    assert look_twice() == 0
    assert len(list((folder / "Chung").iterdir())) == 3 and secret.exists()


def test_names_of_any_spelling_come_in_composed(folder):
    spelled = unicodedata.normalize("NFD", "Klei khan Ê-đê Buôn Ƀuôr.mov")
    shutil.copyfile(made("phone.mov"), folder / "Chung" / spelled)
    shutil.copyfile(made("speech.wav"), os.fsencode(folder / "Chung") + b"/l\xe9 h\xf4i.wav")
    assert look_twice() == 2
    take_in_all()
    assert set(Asset.objects.values_list("source_name", flat=True)) == {
        "Klei khan Ê-đê Buôn Ƀuôr.mov", "l\ufffd h\ufffdi.wav",
    }  # fmt: skip


def test_of_two_workers_one_takes_a_file(folder, monkeypatch):
    path = folder / "Chung" / "phone.mov"
    shutil.copyfile(made("phone.mov"), path)
    dropping.look(now=NOW)
    seen = dropping._files

    def faster(root):
        """Another worker takes the file between the listing and the rename."""
        for found in list(seen(root)):
            monkeypatch.setattr(dropping, "_files", seen)
            assert dropping.look(now=NOW + timedelta(seconds=10)) == 1
            yield found

    monkeypatch.setattr(dropping, "_files", faster)
    assert dropping.look(now=NOW + timedelta(seconds=10)) == 0
    assert Upload.objects.count() == 1


@pytest.mark.parametrize("renamed", [True, False])
def test_a_worker_that_died_around_the_rename_loses_nothing(folder, renamed):
    path = folder / "Chung" / "phone.mov"
    shutil.copyfile(made("phone.mov"), path)
    upload = Upload.objects.create(
        origin=Upload.Origin.DROP_FOLDER, name="phone.mov", collection=Collection.get_first_root_node(), size=1, offset=1,
        created_at=NOW - timedelta(minutes=2), expires_at=NOW,
    )  # fmt: skip
    if renamed:
        upload.path.parent.mkdir(parents=True)
        path.rename(upload.path)
    assert look_twice() == (0 if renamed else 1)
    take_in_all()
    assert Asset.objects.get().source_name == "phone.mov"
    assert Upload.objects.count() == 1


def test_the_same_film_twice_is_one_asset(folder):
    for name in ("một.mov", "hai.mov"):
        shutil.copyfile(made("phone.mov"), folder / "Chung" / name)
    assert look_twice() == 2
    take_in_all()
    asset = Asset.objects.get()
    assert sorted(Upload.objects.values_list("was_there", flat=True)) == [False, True]
    assert asset.title in Upload.objects.get(was_there=True).message
