"""A worker that is killed while it takes a file in, at any of its writes."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Collection

from media_pipeline.assets.models import Asset, Step
from media_pipeline.ingest.models import Upload
from media_pipeline.ingest.services import dropping, taking_in
from media_pipeline.storage import storage
from tests.faults.dying import deaths

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.faults]
FILM = b"not a film yet, but whole" * 100


@pytest.fixture(autouse=True)
def _places(settings, tmp_path):
    settings.UPLOAD_FOLDER, settings.DROP_FOLDER = tmp_path / "uploads", tmp_path / "tha-tep"
    settings.UPLOAD_FOLDER.mkdir()


class Clock:
    """Goes on by more than any lease each time somebody died."""

    def __init__(self):
        self.now = timezone.now() - timedelta(days=1)

    def goes_on(self):
        self.now += timedelta(minutes=3)


def assert_came_in_once():
    upload, asset = Upload.objects.get(), Asset.objects.get()
    assert (upload.state, upload.asset) == (Upload.State.TAKEN, asset)
    with storage().open(asset.file.name) as original:
        assert original.read() == FILM
    assert Step.objects.filter(run__asset=asset, kind="fetch_probe").count() == 1


def test_an_upload_comes_in_once(count, no_worker):
    clock = Clock()
    upload = Upload.objects.create(
        name="a.mp4", collection=Collection.get_first_root_node(), size=len(FILM), offset=len(FILM), created_at=clock.now,
        expires_at=clock.now, state=Upload.State.WHOLE, origin=Upload.Origin.COMMAND,
    )  # fmt: skip
    upload.path.write_bytes(FILM)
    died = 0
    for _step in deaths(lambda: taking_in.take_in(upload_id=upload.pk, now=clock.now), stride=count(short=3, full=1)):
        died += 1
        clock.goes_on()
        assert upload.path.exists() or Upload.objects.get().state == Upload.State.TAKEN
    assert died
    assert_came_in_once()


def test_a_dropped_file_comes_in_once(settings, no_worker):
    clock = Clock()
    dropping.look(now=clock.now)
    path = settings.DROP_FOLDER / "Chung" / "a.mp4"
    path.write_bytes(FILM)
    dropping.look(now=clock.now)
    clock.goes_on()
    for _step in deaths(lambda: dropping.look(now=clock.now), stride=1):
        clock.goes_on()
        assert path.exists() != any((settings.DROP_FOLDER / "dang-nhan").rglob("a.mp4"))
    clock.goes_on()
    dropping.look(now=clock.now)
    [upload] = Upload.objects.all()
    taking_in.take_in(upload_id=upload.pk, now=clock.now)
    assert_came_in_once()
