"""The sample newsroom, as `make run` shows it, and the people who work in it."""

import os
from pathlib import Path

import pytest
from django.utils import timezone
from django.utils.translation import override

from cms.demo.stories import Teller
from cms.demo.structure import build
from tests.journeys.people import Person

SHOTS = os.environ.get("SCREENSHOTS")


@pytest.fixture
def newsroom(live_server, settings, monkeypatch):
    """Every sample story told, on the address of the live server. Film waits until a journey works it."""
    from wagtail.models import Site

    monkeypatch.setattr("media_pipeline.ingest.services.runs.ring_step", lambda *step: None)

    settings.WAGTAILADMIN_BASE_URL = live_server.url
    with override("vi"):
        build()
        Teller(timezone.now()).tell()
    Site.objects.update(port=int(live_server.url.rsplit(":", 1)[1]))
    return live_server


@pytest.fixture
def person(newsroom, open_page):
    """`person("phongvien", width=360)`: signed in, on a screen of this width."""

    def sign_in(username, **options):
        return Person(open_page(**options), username).sign_in()

    return sign_in


@pytest.fixture
def reader(newsroom, open_page):
    return open_page(width=360, height=740)


@pytest.fixture
def shot():
    """`shot(page, "ten")`: kept only when SCREENSHOTS names a folder, as for the guides."""

    def take(page, name):
        if SHOTS:
            page.wait_for_timeout(400)
            page.screenshot(path=Path(SHOTS) / f"{name}.png")

    return take
