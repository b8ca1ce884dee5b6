"""All bytes are here: the file becomes an asset, once, whatever dies or is away meanwhile."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Collection

from media_pipeline.assets.models import Asset, AssetState
from media_pipeline.ingest.models import Upload
from media_pipeline.ingest.services import receiving, taking_in, uploads
from media_pipeline.ingest.views.upload_state import in_words
from media_pipeline.storage import StorageUnavailable, storage
from newsroom.desks.roles import Role
from tests.factories import DeskFactory, UserFactory
from tests.media_pipeline.ingest.clips import made, work_all

pytestmark = pytest.mark.django_db
NOW = timezone.now() - timedelta(hours=1)


@pytest.fixture(autouse=True)
def _places(settings, tmp_path):
    settings.UPLOAD_FOLDER, settings.MEDIA_SCRATCH = tmp_path / "uploads", tmp_path / "scratch"


@pytest.fixture
def whole(db):
    """`whole("phone.mov", name="…")`: an upload whose last byte has come."""
    person = UserFactory(roles=[(Role.REPORTER, DeskFactory())])

    def send(clip="phone.mov", *, name="", **said):
        content = made(clip).read_bytes()
        root = Collection.get_first_root_node()
        upload = uploads.begin(owner=person, collection=root, name=name or clip, size=len(content), now=NOW, **said)
        upload.path.write_bytes(content)
        Upload.objects.filter(pk=upload.pk).update(offset=len(content), state=Upload.State.WHOLE)
        return upload

    return send


def take(upload, *, later=timedelta()):
    taking_in.take_in(upload_id=upload.pk, now=NOW + later)
    upload.refresh_from_db()
    return upload


def said(upload):
    return in_words([Upload.objects.select_related("asset").get(pk=upload.pk)])[0]


def test_an_upload_becomes_an_asset_of_its_sender(whole):
    upload = take(whole(name="Ra rẫy Č\u0306ư M'gar.mov", urgent=True))
    asset = Asset.objects.get()
    assert (upload.state, upload.asset, upload.was_there) == (Upload.State.TAKEN, asset, False)
    assert (asset.source_name, asset.title) == ("Ra rẫy Č\u0306ư M'gar.mov", "Ra rẫy Č\u0306ư M'gar")
    assert asset.uploaded_by_user == upload.owner and asset.urgent
    assert storage().size(asset.file.name) == upload.size
    assert not list(upload.path.parent.iterdir())


def test_the_page_is_told_how_far_it_is(whole, django_assert_max_num_queries):
    upload = take(whole())
    assert said(upload)["message"] == "Đọc tệp." and said(upload)["percent"] == 0
    assert said(upload)["asset"]["state"] == AssetState.RECEIVED
    work_all()
    ready = said(upload)
    assert (ready["message"], ready["percent"], ready["asset"]["type"]) == ("Xong, đủ mọi bản.", None, "video")
    take(whole("speech.wav"))
    with django_assert_max_num_queries(3):
        in_words(list(Upload.objects.select_related("asset")))


def test_what_the_probe_refuses_is_said_to_the_sender(whole):
    upload = take(whole("broken.mp4"))
    work_all()
    assert said(upload)["asset"]["state"] == AssetState.REJECTED
    assert said(upload)["message"].endswith(".") and len(said(upload)["message"]) > 30


def test_two_uploads_of_one_file_are_one_asset_and_a_sentence(whole):
    first, second = take(whole(name="một.mov")), take(whole(name="hai.mov"))
    assert first.asset == second.asset == Asset.objects.get()
    assert (first.was_there, second.was_there) == (False, True)
    assert second.message.startswith("Tệp này đã có trong kho từ ") and "với tên “một”" in second.message
    assert not list(first.path.parent.iterdir())


def test_of_two_workers_one_takes_an_upload_in(whole):
    upload = whole()
    assert taking_in.claim(upload.pk, now=NOW)
    assert taking_in.take_in(upload_id=upload.pk, now=NOW) is None
    assert not Asset.objects.exists()


def test_a_worker_that_died_before_it_wrote_down_its_asset_is_followed_by_another(whole, monkeypatch):
    upload = whole()

    def die(*arguments, **facts):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(taking_in, "_end", die)
        with pytest.raises(KeyboardInterrupt):
            taking_in.take_in(upload_id=upload.pk, now=NOW)
    assert Asset.objects.count() == 1 and upload.path.exists()
    assert take(upload).state == Upload.State.WHOLE, "its lease has not run out"
    assert take(upload, later=taking_in.LEASE + timedelta(seconds=1)).asset == Asset.objects.get()
    assert not upload.was_there
    assert not list(upload.path.parent.iterdir())


def test_a_store_that_is_away_gets_the_file_later(whole, monkeypatch):
    upload = whole()

    def away(*arguments, **facts):
        raise StorageUnavailable("connection refused")

    with monkeypatch.context() as patch:
        patch.setattr(receiving, "storage", away)
        take(upload)
    assert upload.state == Upload.State.WHOLE and upload.code == "storage_unavailable"
    assert upload.message == "Tệp đã đủ nhưng kho chưa nhận được. Máy tự thử lại; bạn không phải gửi lại."
    assert take(upload, later=timedelta(seconds=29)).state == Upload.State.WHOLE
    assert take(upload, later=timedelta(seconds=31)).state == Upload.State.TAKEN
    assert upload.message == ""


def test_a_large_file_reaches_an_s3_store_that_was_killed_meanwhile(whole, s3_server, settings):
    """Twenty megabytes go in parts of the port; the sender has long gone home."""
    options = s3_server.options()
    store = s3_server.store(**options)
    impatient = {"BACKEND": "media_pipeline.storage.s3.S3Storage", "OPTIONS": {**options, "timeout": 2, "tries": 1}}
    settings.STORAGES = {**settings.STORAGES, "sound_and_film": impatient}
    upload = whole()
    with upload.path.open("ab") as file:
        file.truncate(20_000_000)
    s3_server.kill()
    try:
        assert take(upload).state == Upload.State.WHOLE
        assert upload.path.stat().st_size == 20_000_000
    finally:
        s3_server.start()
    assert take(upload, later=timedelta(seconds=31)).state == Upload.State.TAKEN
    assert store.size(upload.asset.file.name) == 20_000_000
    assert not upload.path.exists()


def test_bytes_that_are_gone_are_asked_for_again(whole):
    upload = whole()
    upload.path.unlink()
    assert take(upload).state == Upload.State.REFUSED
    assert upload.message == "Máy chủ không còn giữ tệp này. Gửi lại từ đầu; tệp vẫn còn trong máy bạn."


def test_the_sweeper_rings_for_what_no_bell_brought(whole, monkeypatch):
    upload, rung = whole(), []
    monkeypatch.setattr(taking_in, "ring_upload", rung.append)
    taking_in.sweep(now=NOW)
    assert rung == [upload.pk]
