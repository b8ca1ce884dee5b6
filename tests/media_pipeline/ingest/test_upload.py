"""Before the first byte: what the server takes, from whom, under which name."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection

from media_pipeline.ingest.models import Upload
from media_pipeline.ingest.services import uploads
from newsroom.desks.roles import DESK_ROLES, Role
from tests.factories import DeskFactory, UserFactory
from tests.media_pipeline.ingest.sending import ask, declare, remove, send, sentence

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("upload_folder", "within_limits")]


def test_the_server_says_what_it_speaks(phone):
    answer = phone.options(reverse("uploads:all"))
    assert answer.status_code == 204
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert answer.headers["Tus-Extension"] == "creation,expiration,checksum,termination"
    assert answer.headers["Tus-Max-Size"] == str(8 * 1024**3)
    assert answer.headers["Tus-Checksum-Algorithm"] == "sha1,sha256"


@pytest.mark.parametrize(
    ("facts", "status", "words"),
    [
        ({"size": 0}, 400, "không có gì bên trong"),
        ({"size": 8 * 1024**3 + 1}, 413, "mỗi tệp tối đa 8,0 GB"),
        ({"name": "a.jpg", "mime": "image/jpeg"}, 415, "không phải video hay âm thanh. Ảnh thì gửi ở mục Ảnh"),
        ({"name": "văn bản.docx", "mime": ""}, 415, "không phải video hay âm thanh"),
        ({"collection": "999999"}, 403, "chưa được thêm video, âm thanh ở đây"),
    ],
)
def test_what_cannot_come_in_is_told_before_the_bytes_move(phone, facts, status, words):
    answer = declare(phone, **facts)
    assert answer.status_code == status
    assert words in sentence(answer).replace("\xa0", " ")
    assert not Upload.objects.exists()


@pytest.mark.parametrize("name", ["00012.MTS", "Clip0003.MXF", "A001.MOV", "ghi am.m4a", "VID_2026"])
def test_cameras_recorders_and_phones_may_send(phone, name):
    assert declare(phone, name=name, mime="video/mp4" if "." not in name else "").status_code == 201


def test_a_disk_that_is_spoken_for_takes_no_more(phone, monkeypatch):
    gigabyte = 1024**3
    monkeypatch.setattr(uploads, "SPARE", uploads.room() + uploads.SPARE - gigabyte * 3 // 2)
    assert declare(phone, size=gigabyte).status_code == 201
    answer = declare(phone, size=gigabyte)
    assert answer.status_code == 507
    assert sentence(answer).startswith("Máy chủ không đủ chỗ cho tệp")


def test_one_person_has_ten_files_under_way_and_no_more(phone):
    for _time in range(uploads.AT_ONCE):
        assert declare(phone).status_code == 201
    answer = declare(phone)
    assert answer.status_code == 429
    assert sentence(answer) == "Bạn đang có 10 tệp tải dở. Tải xong hoặc bỏ bớt rồi gửi tiếp."


def test_one_person_does_not_hold_the_whole_disk(phone, settings):
    settings.UPLOAD_MAX_SIZE = 100
    for _time in range(3):
        assert declare(phone, size=95).status_code == 201
    answer = declare(phone, size=20)
    assert answer.status_code == 429
    assert sentence(answer).startswith("Các tệp tải dở của bạn cộng với tệp này quá 300")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd.mp4", "passwd.mp4"),
        ("C:\\DCIM\\IMG_1.MOV", "IMG_1.MOV"),
        ("Klei khan ƀuôn Č\u0306ư Mgar.mp4", "Klei khan ƀuôn Č\u0306ư Mgar.mp4"),
        ("Phỏng vấn.mp4", "Phỏng vấn.mp4"),
        ("a\x00b\nc.mp4", "a b c.mp4"),
        ("...mp4", "mp4"),
        ("Ề" * 300 + ".mp4", "Ề" * 176 + ".mp4"),
    ],
)
def test_a_name_is_never_a_path_and_keeps_its_marks(phone, sent, kept):
    address = declare(phone, name=sent).headers["Location"]
    upload = Upload.objects.get()
    assert upload.name == kept
    send(phone, address, b"0123456789")
    assert upload.path.parent.name == "uploads" and upload.path.exists()


def test_nobody_else_finds_an_upload(phone, begun):
    other = Client()
    other.force_login(UserFactory(roles=[(Role.REPORTER, DeskFactory())]))
    for answer in (ask(other, begun), send(other, begun, b"01234"), remove(other, begun), other.get(begun)):
        assert answer.status_code == 404
    assert other.get(reverse("uploads:all")).json() == {"uploads": []}
    assert ask(Client(), begun).status_code == 403
    assert Upload.objects.get().offset == 0


def test_who_has_no_role_sends_nothing(client):
    client.force_login(UserFactory(roles=[(Role.INSPECTOR, DeskFactory().get_parent().specific)]))
    answer = declare(client)
    assert answer.status_code == 403
    assert "chưa được thêm video, âm thanh" in sentence(answer)


@pytest.mark.parametrize(
    ("role", "answer"),
    [(Role.CONTRIBUTOR, 200), (Role.REPORTER, 200), (Role.CHIEF, 200), (Role.TECHNICIAN, 200), (Role.INSPECTOR, 302)],
)
def test_the_upload_screen_opens_for_who_may_send(client, role, answer):
    desk = DeskFactory()
    page = desk if role in DESK_ROLES else desk.get_parent().specific
    client.force_login(UserFactory(roles=[(role, page)]))
    assert client.get(reverse("uploads:screen")).status_code == answer


def test_a_request_from_another_site_is_refused(reporter):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(reporter)
    assert declare(strict).status_code == 403
    assert not Upload.objects.exists()


def test_a_collection_is_one_the_person_may_add_to(client):
    group_of_one = UserFactory(roles=[(Role.REPORTER, DeskFactory())])
    own = Collection.get_first_root_node().add_child(name="Ban Thời sự")
    client.force_login(group_of_one)
    declare(client, collection=str(own.pk))
    assert Upload.objects.get().collection == own
