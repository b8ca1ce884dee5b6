"""Without scripts a film comes through wagtailmedia's form; a store that is away loses nothing and breaks no page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection

from media_pipeline.assets.models import Asset
from media_pipeline.ingest.models import Upload
from media_pipeline.ingest.services import taking_in
from media_pipeline.storage import storage
from tests.media_pipeline.ingest.clips import made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("upload_folder")]
NOBODY = "http://127.0.0.1:9"  # the discard port: nothing listens there


@pytest.fixture
def without_store(settings, monkeypatch):
    """An S3 server that is away; call the answer to have it back."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "x")
    before = settings.STORAGES
    options = {
        "public_bucket": "cong-khai", "private_bucket": "rieng", "public_url": NOBODY, "endpoint_url": NOBODY,
        "region_name": "us-east-1", "addressing_style": "path", "timeout": 1, "tries": 1,
    }  # fmt: skip
    away = {"BACKEND": "media_pipeline.storage.s3.S3Storage", "OPTIONS": options}
    settings.STORAGES = {**before, "sound_and_film": away}

    def back():
        settings.STORAGES = before

    return back


def sent(client, address: str, name="loi-chao.wav", prefix=""):
    file = SimpleUploadedFile(name, made("speech.wav").read_bytes(), "audio/wav")
    fields = {"title": "Lời chào", "file": file, "collection": Collection.get_first_root_node().pk, "tags": "chào"}
    return client.post(reverse(address, args=["audio"]), {f"{prefix}{key}": value for key, value in fields.items()})


def test_a_store_that_is_away_is_said_in_the_form_and_gets_the_file_later(admin_client, without_store):
    answer = sent(admin_client, "wagtailmedia:add")
    assert answer.status_code == 200
    (told,) = answer.context["form"].errors["file"]
    assert told == "Kho tệp chưa trả lời. Máy chủ giữ tệp này và tự cất vào kho; bạn không phải gửi lại."
    upload = Upload.objects.get()
    assert upload.state == Upload.State.WHOLE and upload.path.read_bytes() == made("speech.wav").read_bytes()

    without_store()
    taking_in.take_in(upload_id=upload.pk, now=timezone.now())
    asset = Asset.objects.get()
    assert asset.title == "Lời chào" and asset.runs.count() == 1 and storage().exists(asset.file.name)
    upload.refresh_from_db()
    assert upload.asset == asset and not upload.was_there and not upload.path.exists()


def test_the_chooser_of_a_story_does_not_break_either(admin_client, without_store):
    answer = sent(admin_client, "wagtailmedia:chooser_upload", prefix="media-chooser-upload-")
    assert answer.status_code == 200 and "Kho tệp chưa trả lời" in answer.json()["html"]


def test_screens_of_a_film_stand_while_the_store_is_away(admin_client, without_store):
    sent(admin_client, "wagtailmedia:add")
    asset = Asset.objects.get()
    for address in (
        reverse("newsroom_media_jobs"), reverse("newsroom_media_asset", args=[asset.pk]),
        reverse("wagtailmedia:index"), reverse("wagtailmedia:edit", args=[asset.pk]), reverse("uploads:screen"),
        reverse("wagtailmedia:chooser"),
    ):  # fmt: skip
        answer = admin_client.get(address)
        assert answer.status_code == 200, address
        assert not list(answer.context.get("messages", [])), "nobody is told that the file is lost"


def test_a_sound_has_no_word_of_pictures(admin_client):
    form = admin_client.get(reverse("wagtailmedia:add", args=["audio"])).context["form"]
    said = [str(words) for field in form.fields.values() for words in (field.label, field.help_text)]
    assert not [words for words in said if "ảnh" in words.lower()]
