"""A file comes in by parts: what each may do, and what becomes of those that never end."""

import subprocess
import sys
import time
from datetime import timedelta
from threading import Thread

import pytest
from django.urls import reverse
from django.utils import timezone

from media_pipeline.ingest.errors import Busy
from media_pipeline.ingest.models import Upload
from media_pipeline.ingest.part_file import PartFile
from media_pipeline.ingest.services import uploads
from tests.media_pipeline.ingest.sending import HEADERS, ask, declare, remove, send, sentence, sha256

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("upload_folder", "within_limits")]


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
