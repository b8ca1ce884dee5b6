"""The screen tells of the machines that work, wherever the web runs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from media_pipeline.ingest import queries
from media_pipeline.ingest.models import Machine
from media_pipeline.ingest.services import machines
from media_pipeline.ingest.tasks import report_machine
from tests.media_pipeline.ingest.clips import worked

pytestmark = pytest.mark.django_db
GIB = 2**30


@pytest.fixture(autouse=True)
def _places(settings, tmp_path):
    settings.MEDIA_SCRATCH, settings.PLAYOUT = tmp_path / "scratch", tmp_path / "playout"


def heard_of(name: str, free: int, *, minutes: int) -> Machine:
    seen_at = timezone.now() - timedelta(minutes=minutes)
    return Machine.objects.create(name=name, scratch_free=free, playout_free=2 * free, seen_at=seen_at)


def test_the_machine_with_least_room_counts():
    heard_of("máy dựng", 7 * GIB, minutes=1)
    heard_of("máy dựng 2", 3 * GIB, minutes=2)
    heard_of("đã tắt", GIB, minutes=30)
    health = queries.disk_health()
    assert (health.scratch_free, health.playout_free) == (3 * GIB, 6 * GIB)


def test_before_any_has_said_something_this_one_is_measured():
    assert queries.disk_health().scratch_free > 0 and not Machine.objects.exists()


def test_a_machine_says_it_by_the_clock_and_while_it_works(tmp_path):
    heard_of("tháo đi", GIB, minutes=60 * 30)
    report_machine()
    machine = Machine.objects.get()
    assert machine.scratch_free > 0 and machine.playout_free > 0
    Machine.objects.all().delete()
    worked("speech.wav", tmp_path)
    assert Machine.objects.get().name == machine.name


def test_a_folder_that_cannot_be_reached_has_no_room(settings, tmp_path):
    settings.PLAYOUT = tmp_path / ("x" * 300)  # as a share that is gone: the system refuses to look
    machines.report(now=timezone.now())
    assert Machine.objects.get().playout_free == 0
