"""In the story editor each film and sound tells how far it is, why it does not play, and what may be done about it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from media_pipeline.assets.models import AssetState, RunState, StepState
from newsroom.desks.roles import Role
from tests.factories.media import AssetFactory, RunFactory, StepFactory

pytestmark = pytest.mark.django_db
JSON = {"headers": {"accept": "application/json"}}


def beside(client, user, *assets) -> dict:
    client.force_login(user)
    numbers = ",".join(str(asset.pk) for asset in assets)
    return client.get(reverse("newsroom_media_in_place"), {"tep": numbers}).json()["media"]


def labels(found: dict) -> list[str]:
    return [label for label, _address in found["acts"]]


@pytest.fixture
def failed(house):
    """A film of the reporter that could not be made."""
    step = StepFactory(failed=True, run__asset__uploaded_by_user=house.reporter)
    asset = step.run.asset
    asset.state, asset.code = AssetState.FAILED, step.run.code
    asset.save()
    return step.run


def test_a_film_being_made_tells_step_percent_and_time(client, house):
    asset = StepFactory(running=True).run.asset
    found = beside(client, house.reporter, asset)[str(asset.pk)]
    assert (found["label"], found["percent"], found["moving"]) == ("Đang xử lý", 41, True)
    assert found["said"] == "Chuyển mã · 41 % · còn khoảng 1 phút 40 giây. Cứ viết tiếp, gửi duyệt được ngay."
    assert not found["acts"] and not found["other"]


def test_a_film_that_plays_early_may_go_out(client, house):
    step = StepFactory(running=True, run__asset__state=AssetState.PLAYABLE)
    found = beside(client, house.reporter, step.run.asset)[str(step.run.asset_id)]
    assert found["label"] == "Xem được, chưa đủ bản" and found["said"].endswith("bài có thể đăng ngay.")


def test_a_step_that_waits_for_another_try_tells_the_hour(client, house):
    due = timezone.make_aware(timezone.datetime(2026, 11, 25, 14, 5))
    step = StepFactory(state=StepState.RETRY_WAIT, due_at=due)
    found = beside(client, house.reporter, step.run.asset)[str(step.run.asset_id)]
    assert "Chuyển mã · máy tự thử lại lúc 14:05." in found["said"]


def test_a_ready_film_is_ready_whatever_is_made_for_the_air(client, house):
    asset = AssetFactory(known=True, state=AssetState.READY)
    RunFactory(asset=asset, state=RunState.PUBLISHED)
    StepFactory(running=True, run__asset=asset, run__kind="handoff")
    found = beside(client, house.reporter, asset)[str(asset.pk)]
    assert (found["label"], found["said"], found["moving"], found["percent"]) == ("Sẵn sàng", "02:14", False, None)


def test_a_film_whose_rights_ended_says_that_readers_do_not_see_it(client, house):
    asset = AssetFactory(known=True, state=AssetState.READY, rights_until=timezone.localdate() - timezone.timedelta(1))
    found = beside(client, house.reporter, asset)[str(asset.pk)]
    assert found["label"] == "Hết quyền sử dụng" and "Bạn đọc không thấy" in found["said"]


@pytest.mark.parametrize(
    ("person", "acts"),
    [
        ("reporter", ["Thử lại", "Báo kỹ thuật viên"]),
        ("editor", ["Thử lại", "Báo kỹ thuật viên"]),
        ("colleague", ["Báo kỹ thuật viên"]),
        ("technician", ["Thử lại"]),
    ],
)
def test_a_failed_one_says_why_and_offers_what_this_person_may(client, house, failed, person, acts):
    user = house.person(Role.TECHNICIAN, house.newsroom) if person == "technician" else getattr(house, person)
    found = beside(client, user, failed.asset)[str(failed.asset_id)]
    assert found["label"] == "Không xử lý được" and found["said"].startswith("Kho tệp không trả lời")
    assert labels(found) == acts and found["other"]


def test_who_reads_a_story_that_waits_sees_its_films(client, house):
    ready = AssetFactory(known=True, state=AssetState.READY)
    ready.current_run = RunFactory(
        asset=ready, state=RunState.PUBLISHED, outputs={"mp4": f"runs/{ready.token}/1/mp4/720.mp4"}
    )
    ready.save()
    refused = AssetFactory(state=AssetState.REJECTED, code="not_media")
    body = [("video", {"media": asset, "caption": "", "credit": ""}) for asset in (ready, refused)]
    story = house.submitted(house.draft(body=body))
    client.force_login(house.reporter)
    page = client.get(reverse("story_read", args=[story.pk])).content.decode()
    assert "mp4/720.mp4" in page and "không phải âm thanh hay video" in page


def test_what_is_no_film_is_not_tried_again(client, house, failed):
    type(failed.asset).objects.update(state=AssetState.REJECTED, code="no_streams")
    found = beside(client, house.reporter, failed.asset)[str(failed.asset_id)]
    assert "Thử lại" not in labels(found) and found["other"]


def test_thử_lại_is_answered_without_leaving_the_story(client, house, failed):
    ((_label, address), *_rest) = beside(client, house.reporter, failed.asset)[str(failed.asset_id)]["acts"]
    answer = client.post(address, **JSON)
    assert answer.status_code == 200 and answer.json()["said"].endswith("Đã xếp lại vào hàng chờ.")
    failed.refresh_from_db()
    assert failed.state == RunState.MAKING
    again = client.post(address, **JSON)
    assert again.status_code == 409 and "chưa dừng" in again.json()["said"]


def test_who_sees_no_media_is_told_nothing(client, house):
    asset = AssetFactory(known=True)
    client.force_login(house.person(Role.INSPECTOR, house.newsroom))
    assert client.get(reverse("newsroom_media_in_place"), {"tep": asset.pk}).status_code in (302, 403)


@pytest.mark.parametrize("asked", ["", "x", "-1", "9" * 40, "²", "1,,2"])
def test_garbage_finds_nothing(client, house, asked):
    client.force_login(house.reporter)
    assert client.get(reverse("newsroom_media_in_place"), {"tep": asked}).json() == {"media": {}}


def test_ten_films_cost_as_many_queries_as_two(client, house):
    def queries(number: int) -> int:
        assets = [StepFactory(running=True).run.asset for _ in range(number)]
        with CaptureQueriesContext(connection) as found:
            assert len(beside(client, house.reporter, *assets)) == number
        return len(found)

    queries(1)
    assert queries(10) == queries(2)
