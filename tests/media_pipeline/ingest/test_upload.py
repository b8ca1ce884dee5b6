"""A file comes in by parts: what is told before the first byte, what each part may do, and who may send."""

import resource
import subprocess
import sys
import time
from datetime import timedelta
from threading import Thread

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection

from media_pipeline.ingest.errors import Busy
from media_pipeline.ingest.models import Upload
from media_pipeline.ingest.part_file import PartFile
from media_pipeline.ingest.services import uploads
from newsroom.desks.roles import DESK_ROLES, Role
from tests.factories import DeskFactory, UserFactory
from tests.media_pipeline.ingest.sending import HEADERS, ask, declare, remove, send, sha256

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _upload_folder(settings, tmp_path):
    settings.UPLOAD_FOLDER = tmp_path / "uploads"


@pytest.fixture(autouse=True)
def _within_limits():
    """Whatever is sent costs the server little."""
    cpu, memory = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert time.process_time() - cpu < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 64 * 1024, "KiB"


@pytest.fixture
def reporter():
    return UserFactory(roles=[(Role.REPORTER, DeskFactory())])


@pytest.fixture
def phone(client, reporter):
    client.force_login(reporter)
    return client


@pytest.fixture
def begun(phone):
    """The address of an upload of ten bytes."""
    return declare(phone).headers["Location"]


def sentence(answer) -> str:
    return answer.json()["error"]


def test_the_server_says_what_it_speaks(phone):
    answer = phone.options(reverse("uploads:all"))
    assert answer.status_code == 204
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert answer.headers["Tus-Extension"] == "creation,expiration,checksum,termination"
    assert answer.headers["Tus-Max-Size"] == str(8 * 1024**3)
    assert answer.headers["Tus-Checksum-Algorithm"] == "sha1,sha256"


def test_parts_in_order_make_the_file_whole(phone, begun):
    first = send(phone, begun, b"01234", checksum=sha256(b"01234"))
    assert (first.status_code, first.headers["Upload-Offset"]) == (204, "5")
    middle = ask(phone, begun)
    assert (middle.headers["Upload-Offset"], middle.headers["Upload-Length"]) == ("5", "10")
    assert "Upload-Expires" in middle.headers and "no-store" in middle.headers["Cache-Control"]
    assert send(phone, begun, b"56789", at=5).headers["Upload-Offset"] == "10"

    upload = Upload.objects.get()
    assert upload.path.read_bytes() == b"0123456789"
    assert upload.state == Upload.State.WHOLE
    state = phone.get(begun).json()
    assert state["message"] == "Đã tải lên đủ. Máy chủ đang kiểm tra tệp."
    assert phone.get(reverse("uploads:all")).json()["uploads"] == [state]


def test_a_part_out_of_order_is_refused_and_changes_nothing(phone, begun):
    send(phone, begun, b"01234")
    for at in (0, 3, 7):
        answer = send(phone, begun, b"xx", at=at)
        assert answer.status_code == 409
        assert sentence(answer) == "Phần này đến sai chỗ: máy chủ đang chờ từ byte 5."
    assert Upload.objects.get().path.read_bytes() == b"01234"


def test_a_part_that_was_changed_on_its_way_is_not_kept(phone, begun):
    send(phone, begun, b"01234")
    answer = send(phone, begun, b"5678X", at=5, checksum=sha256(b"56789"))
    assert answer.status_code == 460
    assert sentence(answer) == "Một phần của tệp đến nơi không nguyên vẹn. Máy gửi lại phần ấy."
    assert ask(phone, begun).headers["Upload-Offset"] == "5"
    assert Upload.objects.get().path.read_bytes() == b"01234"
    assert send(phone, begun, b"56789", at=5, checksum=sha256(b"56789")).status_code == 204


@pytest.mark.parametrize("checksum", ["md5 AAAA", "sha256", "sha256 ???", "sha256 AAAA"])
def test_a_checksum_nobody_understands_is_refused(phone, begun, checksum):
    assert send(phone, begun, b"01234", checksum=checksum).status_code == 400
    assert ask(phone, begun).headers["Upload-Offset"] == "0"


def test_more_bytes_than_were_declared_are_refused(phone, begun):
    answer = send(phone, begun, b"0123456789X")
    assert answer.status_code == 413
    assert sentence(answer) == "Tệp gửi đến dài hơn lúc khai. Bỏ lượt này rồi gửi lại từ đầu."
    assert ask(phone, begun).headers["Upload-Offset"] == "0"


def test_a_request_that_is_not_tus_is_refused(phone, begun):
    assert send(phone, begun, b"01234", **{"Tus-Resumable": "0.2.2"}).status_code == 412
    assert send(phone, begun, b"01234", **{"Upload-Offset": "-1"}).status_code == 400
    assert (
        phone.generic("PATCH", begun, b"01234", "video/mp4", headers={**HEADERS, "Upload-Offset": "0"}).status_code
        == 415
    )
    broken = phone.post(
        reverse("uploads:all"), headers={**HEADERS, "Upload-Length": "9", "Upload-Metadata": "filename ///"}
    )
    assert broken.status_code == 400


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


def test_an_upload_that_is_taken_back_leaves_nothing(phone, begun):
    send(phone, begun, b"01234")
    path = Upload.objects.get().path
    assert remove(phone, begun).status_code == 204
    assert not path.exists()
    assert ask(phone, begun).status_code == 404


def test_eight_gigabytes_declared_and_one_kilobyte_sent_take_one_kilobyte_and_end(phone):
    address = declare(phone, size=8 * 1024**3 - 1).headers["Location"]
    send(phone, address, b"x" * 1024)
    upload = Upload.objects.get()
    assert upload.path.stat().st_blocks * 512 < 16 * 1024
    now = timezone.now()
    assert uploads.drop_abandoned(now=now + uploads.KEPT - timedelta(minutes=1)) == 0
    assert uploads.drop_abandoned(now=now + uploads.KEPT + timedelta(minutes=1)) == 1
    assert not upload.path.exists() and not Upload.objects.exists()
    assert ask(phone, address).status_code == 404


def test_each_part_buys_an_upload_more_days(phone, begun):
    before = Upload.objects.get().expires_at
    send(phone, begun, b"01234")
    assert Upload.objects.get().expires_at > before


def test_a_file_whose_row_is_gone_is_cleaned(begun, settings):
    stray = settings.UPLOAD_FOLDER / "quên.part"
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"x")
    later = timezone.now() + uploads.KEPT + timedelta(minutes=1)
    assert uploads.drop_abandoned(now=later) == 2  # and the upload that was begun
    assert not stray.exists()


def test_a_server_that_lost_its_disk_asks_for_the_bytes_again(phone, begun):
    send(phone, begun, b"01234")
    Upload.objects.get().path.write_bytes(b"012")
    assert ask(phone, begun).headers["Upload-Offset"] == "3"
    assert send(phone, begun, b"3456789", at=3).headers["Upload-Offset"] == "10"
    assert Upload.objects.get().path.read_bytes() == b"0123456789"


def test_bytes_the_row_does_not_know_are_written_again(phone, begun):
    """The server died between the bytes and the row."""
    send(phone, begun, b"01234")
    with Upload.objects.get().path.open("ab") as file:
        file.write(b"5XX")
    assert send(phone, begun, b"56789", at=5).headers["Upload-Offset"] == "10"
    assert Upload.objects.get().path.read_bytes() == b"0123456789"


def test_two_requests_do_not_write_one_upload_at_once(phone, begun):
    with PartFile(Upload.objects.get().path).alone():
        answer = send(phone, begun, b"01234")
        assert answer.status_code == 423
        assert remove(phone, begun).status_code == 423
    assert sentence(answer) == "Phần trước của tệp này chưa xong. Máy tự gửi tiếp sau ít giây."
    assert send(phone, begun, b"01234").status_code == 204


@pytest.mark.django_db(transaction=True)
@pytest.mark.datalayer
def test_of_two_senders_of_one_part_one_is_taken(begun):
    pk, now, answers = Upload.objects.get().pk, timezone.now(), []

    class Slow:
        def read(self, count):
            time.sleep(0.2)
            return b"0123456789"[:count]

    def write():
        from django.db import connection

        try:
            uploads.add_part(upload=Upload.objects.get(pk=pk), at=0, length=5, body=Slow(), now=now)
            answers.append("taken")
        except Busy:
            answers.append("busy")
        finally:
            connection.close()

    threads = [Thread(target=write) for _sender in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["busy", "taken"]
    assert Upload.objects.get().offset == 5


FULL_DISK = """
import io, resource, sys
from pathlib import Path
import django
from django.conf import settings
settings.configure()
django.setup()
from media_pipeline.ingest.errors import DiskFull
from media_pipeline.ingest.part_file import PartFile, append
resource.setrlimit(resource.RLIMIT_FSIZE, (700_000, 700_000))
with PartFile(Path(sys.argv[1])).alone() as file:
    append(file, io.BytesIO(b"a" * 500_000), at=0, length=500_000)
    try:
        append(file, io.BytesIO(b"b" * 500_000), at=500_000, length=500_000)
    except DiskFull as full:
        print(full)
"""


def test_a_disk_that_fills_up_keeps_what_was_safe(tmp_path):
    """The kernel refuses the 700 001st byte, as a full disk does."""
    path = tmp_path / "a.part"
    told = subprocess.run(
        [sys.executable, "-c", FULL_DISK, path], capture_output=True, text=True, timeout=20, check=True
    ).stdout
    assert told.startswith("Ổ đĩa của máy chủ vừa đầy. Phần đã tải lên vẫn còn")
    assert path.read_bytes() == b"a" * 500_000
