"""A reporter's phone sends a film from the story; the page is reloaded and the server killed in the middle of it."""

import subprocess
import time

import pytest
from django.conf import settings as project
from django.test import Client

from media_pipeline.assets.models import Asset
from media_pipeline.ingest.models import Upload
from media_pipeline.ingest.services import taking_in
from tests.media_pipeline.ingest.clips import work_all
from tests.media_pipeline.ingest.serving import Server
from tests.newsroom.editorial.editing import add_url, build_desks

pytestmark = pytest.mark.django_db(transaction=True)

NAME = "Ra rẫy Č\u0306ư M'gar.mov"


@pytest.fixture
def film(tmp_path):
    """Two seconds in six megabytes."""
    path = tmp_path / NAME
    picture = ["-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=2", "-c:v", "rawvideo", "-pix_fmt", "uyvy422"]
    subprocess.run(["ffmpeg", "-v", "error", *picture, str(path)], check=True)
    return path


@pytest.fixture
def server(transactional_db, settings, tmp_path):
    settings.UPLOAD_FOLDER, settings.MEDIA_SCRATCH = tmp_path / "uploads", tmp_path / "scratch"
    server = Server(tmp_path)
    server.start()
    yield server
    server.close()


@pytest.fixture
def phone(chromium, server):
    context = chromium.new_context(
        base_url=server.url, viewport={"width": 360, "height": 740}, has_touch=True, locale="vi-VN"
    )
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


def sign_in(page, user, url):
    client = Client()
    client.force_login(user)
    name = project.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.session.session_key, "url": url}])


def slow_down(page, bytes_a_second):
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    speed = {"latency": 10, "downloadThroughput": -1, "uploadThroughput": bytes_a_second}
    line.send("Network.emulateNetworkConditions", {"offline": False, **speed})
    return line


def sent_at_least(page, count, seconds=60):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        upload = Upload.objects.first()
        if upload and upload.offset >= count:
            return upload
        page.wait_for_timeout(100)
    raise AssertionError(f"only {upload and upload.offset} bytes came")


def pick(page, button, path):
    with page.expect_file_chooser() as chooser:
        page.click(button)
    chooser.value.set_files(path)


def test_an_upload_outlives_a_reload_and_a_killed_server(phone, server, film):
    desks = build_desks()
    sign_in(phone, desks.writer, server.url)
    phone.goto(add_url(desks.desk))
    phone.wait_for_timeout(2300)
    parts = []
    phone.on("request", lambda asked: asked.method == "PATCH" and parts.append(asked.headers))
    slow_down(phone, 400_000)
    phone.check("[data-nr-urgent]")
    pick(phone, ".nr-add [data-nr-media]", film)
    assert sent_at_least(phone, 1_000_000).urgent
    assert "còn khoảng" in phone.inner_text(".nr-upload")
    phone.reload()
    before = Upload.objects.get().offset
    assert phone.locator(".nr-upload").inner_text().count("Chọn lại đúng tệp này để tải tiếp") == 1

    del parts[:]
    slow_down(phone, 400_000)
    pick(phone, ".nr-upload >> text=Chọn lại tệp", film)
    sent_at_least(phone, before + 500_000)
    assert int(parts[0]["upload-offset"]) >= before > 0, "it went on where it stood"
    assert all(part["upload-checksum"].startswith("sha256 ") for part in parts)
    server.kill()
    phone.wait_for_selector("text=Mất kết nối. Phần đã tải còn nguyên")
    assert Upload.objects.get().state == Upload.State.RECEIVING
    server.start()
    upload = sent_at_least(phone, film.stat().st_size)
    assert upload.state == Upload.State.WHOLE and upload.name == NAME
    assert upload.path.read_bytes() == film.read_bytes()

    taking_in.take_in(upload_id=upload.pk, now=upload.created_at)
    work_all()
    phone.wait_for_function("document.getElementById('body-root').rootBlock.children.length === 1")
    asset = Asset.objects.get()
    assert (asset.source_name, asset.state) == (NAME, "ready")
    assert phone.input_value("#body-root input[name$='-value-media']") == str(asset.pk)
    phone.wait_for_selector("text=Xong, đủ mọi bản.")
    phone.wait_for_selector("#body-root .nr-place >> text=Sẵn sàng")
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
