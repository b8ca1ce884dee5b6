"""The doors of the newsroom: add one, add several, the chooser's upload, the edit page. All judge a file alike."""

import json
from datetime import UTC, datetime

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Collection, UploadedFile

from media_pipeline.assets.models import Picture, PictureRendition
from tests.factories import UserFactory
from tests.media_pipeline.assets.files import camera_exif, declaring, photograph, saved, sent

EXIF = {"description": "Lễ mừng lúa mới ở buôn Akô Dhông", "artist": "Hoàng Tuyết"}


@pytest.fixture
def editor(client, db):
    client.force_login(UserFactory(is_superuser=True))
    return client


@pytest.fixture
def collection(db):
    return Collection.get_first_root_node()


def fields(collection, **typed):
    return {"title": "", "collection": collection.pk, "ai_provenance": "none", "tags": "", **typed}


def test_the_add_form_fills_what_a_person_left_empty(editor, collection):
    file = sent(saved(photograph(), exif=camera_exif(**EXIF)), "Lúa mới_ê̆.jpg")
    response = editor.post("/quan-tri/images/add/", fields(collection, file=file, credit="Báo Đắk Lắk"))
    assert response.status_code == 302
    picture = Picture.objects.get()
    assert (picture.title, picture.caption, picture.credit) == ("Lúa mới ê̆", EXIF["description"], "Báo Đắk Lắk")
    assert picture.taken_on == datetime(2026, 11, 25, 1, 30, tzinfo=UTC)
    assert picture.uploaded_by_user and picture.file_hash and picture.orders.get().cause == "file"


def test_several_at_once_need_a_title_and_a_collection_only(editor, collection):
    file = sent(saved(photograph(), "HEIF", exif=camera_exif(**EXIF)), "IMG_0042.HEIC")
    response = editor.post(
        "/quan-tri/images/multiple/add/", {"title": "IMG_0042.HEIC", "collection": collection.pk, "files[]": file}
    )
    answer = json.loads(response.content)
    assert answer["success"] and "image_id" in answer, answer
    picture = Picture.objects.get()
    assert (picture.title, picture.credit, picture.ai_provenance) == ("IMG 0042", "Hoàng Tuyết", "none")
    assert not UploadedFile.objects.exists()


def test_the_choosers_upload_is_the_same_door(editor, collection):
    file = sent(saved(photograph(), "AVIF"), "anh.avif")
    typed = {
        f"image-chooser-upload-{name}": value for name, value in fields(collection, title="Chiêng", file=file).items()
    }
    response = editor.post("/quan-tri/images/chooser/create/", typed)
    assert json.loads(response.content)["step"] == "chosen"
    assert Picture.objects.get().title == "Chiêng"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (declaring(saved(photograph((8, 8))), 10_000, 10_000), "Ảnh lớn quá 80 triệu điểm ảnh"),
        (b"<html>", "Tệp này không phải ảnh"),
        (saved(photograph())[:400], "Ảnh bị hỏng"),
    ],
)
def test_every_door_refuses_with_the_same_sentence_and_keeps_nothing(editor, collection, content, sentence):
    one = editor.post("/quan-tri/images/add/", fields(collection, file=sent(content)))
    several = editor.post(
        "/quan-tri/images/multiple/add/", {"title": "a", "collection": collection.pk, "files[]": sent(content)}
    )
    typed = {f"image-chooser-upload-{name}": value for name, value in fields(collection, file=sent(content)).items()}
    chooser = editor.post("/quan-tri/images/chooser/create/", typed)

    assert sentence in one.content.decode()
    assert sentence in json.loads(several.content)["error_message"]
    assert sentence in json.loads(chooser.content)["htmlFragment"]
    assert not Picture.objects.exists() and not UploadedFile.objects.exists()


def test_an_upload_into_a_collection_that_is_gone_leaves_no_public_copy(editor, collection):
    collection.add_child(name="Ảnh thể thao")
    response = editor.post(
        "/quan-tri/images/multiple/add/", {"title": "x" * 400, "collection": 999, "files[]": sent(saved(photograph()))}
    )
    assert "bộ sưu tập" in json.loads(response.content)["error_message"]
    assert not UploadedFile.objects.exists() and not default_storage.exists("wagtail_uploads")


def test_a_title_of_any_length_is_cut(editor, collection):
    response = editor.post(
        "/quan-tri/images/multiple/add/",
        {"title": "ế" * 400, "collection": collection.pk, "files[]": sent(saved(photograph()))},
    )
    assert json.loads(response.content)["success"] and Picture.objects.get().title == "ế" * 255


def test_the_edit_page_shows_the_picture_and_offers_the_original_without_copying_it(editor, take):
    content = saved(photograph(), exif=camera_exif())
    picture = take(content, title="Nhà dài ê̆", credit="Hoàng Tuyết")
    page = editor.get(f"/quan-tri/images/{picture.pk}/").content.decode()
    assert "Tải tệp gốc" in page and "nguồn ảnh, tác giả" in page.lower()
    assert set(PictureRendition.objects.values_list("filter_spec", flat=True)) == {"max-800x600"}

    response = editor.get(f"/quan-tri/images/{picture.pk}/tep-goc/")
    assert b"".join(response.streaming_content) == content
    response.close()


def test_the_original_is_for_those_who_may_edit_the_picture(client, take):
    picture = take()
    address = f"/quan-tri/images/{picture.pk}/tep-goc/"
    assert client.get(address).status_code == 302
    client.force_login(UserFactory())
    assert client.get(address).status_code == 302


def test_a_new_file_takes_the_place_of_the_old_one(editor, made, collection):
    picture = made(caption="Chú thích cũ")
    response = editor.post(
        f"/quan-tri/images/{picture.pk}/",
        fields(
            collection, title="Tên", caption="Chú thích cũ", file=sent(saved(photograph((300, 500)), "PNG"), "moi.png")
        ),
    )
    assert response.status_code == 302
    changed = Picture.objects.get()
    assert (changed.width, changed.height, changed.caption) == (300, 500, "Chú thích cũ")
    assert not changed.renditions.exists()
    assert not picture.file.storage.exists(picture.file.name)
    assert changed.orders.filter(state="waiting").get().cause == "file"


def test_editing_without_a_file_keeps_the_file_and_a_persons_judgement(editor, take, collection):
    picture = take()
    Picture.objects.update(ai_provenance="generated")
    editor.post(
        f"/quan-tri/images/{picture.pk}/",
        fields(collection, title="Tên mới", ai_provenance="none", rights_until="2026-12-01"),
    )
    changed = Picture.objects.get()
    assert (changed.title, changed.ai_provenance, changed.file.name) == ("Tên mới", "none", picture.file.name)
    assert str(changed.rights_until) == "2026-12-01"


def test_the_listing_says_whose_a_picture_is_and_until_when(editor, made):
    made(title="Còn quyền", credit="Anh Dũng/TTXVN", rights_until=datetime(2099, 1, 2, tzinfo=UTC).date())
    made(title="Hết quyền rồi", rights_until=datetime(2020, 1, 2, tzinfo=UTC).date())
    for layout in ("grid", "list"):
        page = editor.get("/quan-tri/images/", {"layout": layout}).content.decode()
        assert "Ảnh: Anh Dũng/TTXVN" in page and "Dùng đến 02/01/2099" in page and "Hết quyền dùng" in page


def test_the_listing_costs_the_same_for_any_number_of_pictures(editor, made):
    def cost() -> int:
        editor.get("/quan-tri/images/")  # makes what is not made
        with CaptureQueriesContext(connection) as queries:
            assert editor.get("/quan-tri/images/").status_code == 200
        return len(queries)

    made()
    one = cost()
    for _ in range(4):
        made()
    assert cost() == one
