"""A reader's Chromium plays a film that is still being made."""

import shutil

import pytest

from media_pipeline.ingest.services.steps.growing import Growing
from tests.factories import StoryFactory
from tests.media_pipeline.ingest.half_made import made, so_far, work

__all__ = ["made", "work"]
pytestmark = pytest.mark.django_db(transaction=True)
AT = "document.querySelector('.film video').currentTime"


@pytest.fixture(autouse=True)
def _places(settings, tmp_path):
    settings.MEDIA_SCRATCH = tmp_path / "scratch"


def test_it_begins_at_its_beginning_and_goes_on_where_it_ended(made, work, open_page):
    film = Growing(work, work.ladder.first)
    so_far(made, work.desk.out, 1)
    film.send()
    film.look()
    story = StoryFactory(published=True, body=[("video", {"media": work.asset, "caption": "", "credit": ""})])
    page = open_page(width=360, height=740)
    page.goto(story.url)
    page.locator(".film button.play").click()
    page.wait_for_function(f"{AT} > 0.3")
    assert page.evaluate(AT) < 3

    page.evaluate(f"{AT} = 5")
    shutil.copytree(made, work.desk.out, dirs_exist_ok=True)
    film.start()
    film.finish()
    page.wait_for_function(f"{AT} > 7", timeout=60_000)
