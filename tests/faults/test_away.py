"""What an editor's press does while a service is away."""

import pytest

from cms.settings.broker import REDIS
from newsroom.editorial.models import Notice
from newsroom.stories.models import Snapshot, Story
from newsroom.stories.services.pages import attach_page
from tests.newsroom.editorial.verbs_house import House

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
NOBODY_LISTENS = "redis://127.0.0.1:9/0"


@pytest.fixture
def house():
    return House()


@pytest.fixture(params=["redis that is down", "folder that cannot be written"])
def no_broker(request, tmp_path, broker):
    (tmp_path / "a-file").touch()
    folder = str(tmp_path / "a-file" / "messages")
    url, options = {
        "redis that is down": (NOBODY_LISTENS, REDIS),
        "folder that cannot be written": ("filesystem://", {"data_folder_in": folder, "data_folder_out": folder}),
    }[request.param]
    broker(url, options)


def test_publishing_does_not_need_the_broker(house, no_broker, caplog):
    story = house.live()
    assert Story.objects.get(pk=story.pk).live
    assert "No broker" in caplog.text
    snapshot = Snapshot.objects.get(story=story)
    assert snapshot.page_state == "waiting" and Notice.objects.filter(sent_at=None).exists()
    attach_page(snapshot_id=snapshot.pk)  # the sweeper, when there is a worker again
    snapshot.refresh_from_db()
    assert snapshot.page_state == "attached"


def test_reading_and_publishing_do_not_need_the_cache(house, settings, client):
    assert {cache["BACKEND"] for cache in settings.CACHES.values()} == {"cms.core.forgiving_cache.FileBasedCache"}
    away = {"BACKEND": "cms.core.forgiving_cache.RedisCache", "LOCATION": NOBODY_LISTENS}
    settings.CACHES = dict.fromkeys(settings.CACHES, away)
    story = house.live()
    for address in ("/", story.url, story.section.page.url):
        assert client.get(address).status_code == 200
    client.force_login(house.reporter)
    assert client.get("/quan-tri/").status_code == 200
