"""Xử lý âm thanh, hình ảnh: who sees which file, what each may ask, and that a long list costs no more than a short one."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from wagtail.models import ReferenceIndex

from media_pipeline.assets.models import BroadcastFile, RunState
from newsroom.desks.roles import Role
from tests.factories.media import AssetFactory, RunFactory, StepFactory

pytestmark = pytest.mark.django_db

JOBS = "/quan-tri/am-thanh-hinh-anh/"
CAPTIONS = b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nXin ch\xc3\xa0o\n"


def as_(client, user):
    client.force_login(user)
    return client


def ask(client, user, step, act: str):
    return as_(client, user).post(reverse("newsroom_media_job", args=[step.run_id, act]))


def order(client, user, asset, act: str, **fields):
    return as_(client, user).post(reverse("newsroom_media_act", args=[asset.pk, act]), fields, follow=True)


@pytest.fixture
def technician(house):
    return house.person(Role.TECHNICIAN, house.newsroom)


class TestWhoMay:
    @pytest.mark.parametrize(
        ("person", "own", "asked", "may"),
        [
            ("reporter", True, "huy", True), ("reporter", False, "huy", False),
            ("reporter", True, "thu-lai", True), ("reporter", False, "thu-lai", False),
            ("reporter", True, "uu-tien", False),
            ("contributor", False, "huy", False), ("editor", False, "thu-lai", True), ("editor", False, "uu-tien", False),
            ("technician", False, "huy", True), ("technician", False, "thu-lai", True),
            ("technician", False, "uu-tien", True),
        ],
    )  # fmt: skip
    def test_a_run_obeys_its_sender_and_the_technician(self, client, house, technician, person, own, asked, may):
        user = technician if person == "technician" else getattr(house, person)
        step = StepFactory(failed=asked == "thu-lai", run__asset__uploaded_by_user=user if own else house.colleague)
        before = step.run.state

        answer = ask(client, user, step, asked)

        step.run.refresh_from_db()
        changed = step.run.state != before or step.run.priority > 0
        # Wagtail sends who may not enter to the front page of the admin, with a message.
        assert changed is may
        assert answer.status_code in (302, 403)

    def test_inspectors_see_no_files(self, client, house):
        answer = as_(client, house.person(Role.INSPECTOR, house.newsroom)).get(JOBS)
        assert answer.status_code in (302, 403)

    def test_only_technicians_open_the_list_for_the_air_and_order_for_it(self, client, house, technician):
        asset = AssetFactory(known=True)
        assert as_(client, technician).get("/quan-tri/san-sang-phat/").status_code == 200
        assert as_(client, house.chief).get("/quan-tri/san-sang-phat/").status_code in (302, 403)
        order(client, house.chief, asset, "phat-song", profile="xdcam-hd422-1080i50")
        assert not asset.broadcast_files.exists()

    def test_files_for_the_air_stand_by_their_hour_those_without_one_last(self, client, technician):
        now = timezone.now()
        for name, hour in (("không giờ.wav", None), ("sau.wav", now + timedelta(hours=2)), ("trước.wav", now)):
            run = RunFactory(kind="handoff", state=RunState.PUBLISHED)
            BroadcastFile.objects.create(
                asset=run.asset, run=run, profile="wav-48k", name=name, air_at=hour, ready_at=now, duration=4
            )
        page = as_(client, technician).get("/quan-tri/san-sang-phat/").content.decode()
        assert page.index("trước.wav") < page.index("sau.wav") < page.index("không giờ.wav")


class TestWhatIsSaid:
    def test_a_running_file_tells_step_percent_and_time(self, client, technician):
        StepFactory(running=True)
        page = as_(client, technician).get(JOBS).content.decode()
        assert "Chuyển mã" in page and "còn khoảng 1 phút 40 giây" in page and "Đang xử lý" in page
        assert 'aria-valuenow="41"' in page

    def test_a_failed_one_says_what_to_do_and_the_machine_speaks_to_technicians_alone(self, client, house, technician):
        StepFactory(failed=True, run__asset__uploaded_by_user=house.reporter)
        for_technician = as_(client, technician).get(JOBS).content.decode()
        for_reporter = as_(client, house.reporter).get(JOBS).content.decode()
        assert "Kho tệp không trả lời" in for_technician and "Kho tệp không trả lời" in for_reporter
        assert "connection refused" in for_technician
        assert "connection refused" not in for_reporter

    def test_a_draft_of_another_desk_is_not_named_by_its_film(self, client, house):
        step = StepFactory(running=True)
        asset = step.run.asset
        draft = house.draft(title="Hồ sơ chưa công bố", lead_media=asset)
        ReferenceIndex.create_or_update_for_object(draft)
        assert "Hồ sơ chưa công bố" in as_(client, house.chief).get(JOBS).content.decode()
        assert "Hồ sơ chưa công bố" not in as_(client, house.stranger).get(JOBS).content.decode()

    def test_progress_is_read_without_the_page(self, client, technician):
        step = StepFactory(running=True)
        answer = as_(client, technician).get(f"{JOBS}tien-do/").json()
        assert answer["runs"][str(step.run_id)] == {
            "percent": 41, "step": "Chuyển mã", "remaining": "còn khoảng 1 phút 40 giây",
        }  # fmt: skip

    def test_the_page_of_a_file_tells_what_was_measured(self, client, technician):
        asset = AssetFactory(known=True)
        page = as_(client, technician).get(reverse("newsroom_media_asset", args=[asset.pk])).content.decode()
        assert (
            "1920 × 1080, xoay 90 độ" in page
            and "29,97 (không đều)" in page
            and "AAC 48 kHz, 2 kênh" in page
            and "H.265" in page
        )
        assert "Chưa xem được" in page


class TestOrders:
    def test_captions_come_in_and_a_wrong_file_changes_nothing(self, client, technician):
        asset = AssetFactory(known=True)
        order(client, technician, asset, "phu-de", file=SimpleUploadedFile("a.vtt", CAPTIONS), language="vi")
        assert "Xin chào" in asset.captions.get().text

        wrong = SimpleUploadedFile("anh.vtt", b"\xff\xd8\xff\xe0 JFIF")
        page = order(client, technician, asset, "phu-de", file=wrong, language="vi").content.decode()

        assert "phụ đề" in page and "Xin chào" in asset.captions.get().text

    def test_a_still_outside_the_film_is_refused_in_words(self, client, technician):
        asset = AssetFactory(known=True)
        page = order(client, technician, asset, "anh-dai-dien", at="999").content.decode()
        assert "Mốc thời gian nằm ngoài video" in page
        asset.refresh_from_db()
        assert asset.poster_at is None

    def test_a_sound_is_given_another_cover(self, client, technician):
        asset = AssetFactory(known=True, type="audio")
        page = as_(client, technician).get(reverse("newsroom_media_asset", args=[asset.pk])).content.decode()
        assert "Đổi ảnh bìa" in page and "Khung hình ở giây thứ" not in page

        picture = BytesIO()
        Image.new("RGB", (64, 64)).save(picture, "PNG")
        cover = SimpleUploadedFile("bia.png", picture.getvalue(), "image/png")
        order(client, technician, asset, "anh-dai-dien", file=cover)
        asset.refresh_from_db()
        assert asset.poster_key.startswith(f"src/{asset.token}/still-")

        page = order(client, technician, asset, "anh-dai-dien", file=SimpleUploadedFile("a.png", b"GIF89a")).content
        assert "không phải ảnh JPEG, PNG hay WebP" in page.decode()
        assert "Hãy chọn một ảnh." in order(client, technician, asset, "anh-dai-dien").content.decode()

    def test_a_run_that_has_ended_cannot_be_stopped(self, client, technician):
        step = StepFactory(run__state=RunState.PUBLISHED)
        answer = as_(client, technician).post(reverse("newsroom_media_job", args=[step.run_id, "huy"]), follow=True)
        assert "đã xong hoặc đã dừng" in answer.content.decode()

    def test_an_unknown_order_is_not_found(self, client, technician):
        step = StepFactory()
        assert ask(client, technician, step, "xoa-het").status_code == 404
        assert order(client, technician, step.run.asset, "xoa-het").status_code == 404


def test_twenty_files_cost_as_many_queries_as_two(client, technician):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get(JOBS).status_code == 200
        return len(found)

    as_(client, technician)
    for trait in ({"running": True}, {"failed": True}):
        StepFactory.create_batch(2, **trait)
    client.get(JOBS)
    few = queries()
    for trait in ({"running": True}, {"failed": True}):
        StepFactory.create_batch(9, **trait)
    assert queries() == few
