"""Readers: an uncached page against its own template rendered from what was read already, and in a larger archive."""

import statistics
import time

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from cms.home.models import HomePage
from cms.sections.models import SectionPage
from newsroom.stories.models import Story
from tests.benchmarks.conftest import LARGE, SMALL

UNCACHED = {"authorization": "none"}  # the page cache answers only readers without one
pytestmark = pytest.mark.usefixtures("archive")


def address_of(page: str, story: Story) -> str:
    return {"story": story.url, "home": "/", "section": SectionPage.objects.first().url}[page]


def read(address: str):
    response = Client().get(address, headers=UNCACHED)
    assert response.status_code == 200
    return response


@pytest.mark.parametrize("page", ["story", "home", "section"])
def test_a_page_costs_at_most_three_times_its_template(archive, judge, page):
    with archive.at(SMALL):
        address = address_of(page, archive.story)
        template, context = read_ahead(page, archive.story)
        request = RequestFactory().get(address)
        request.user = AnonymousUser()
        render_to_string(template, context, request)
        with CaptureQueriesContext(connection) as queries:
            render_to_string(template, context, request)
        assert len(queries) == 0
        whole, bare = [], []
        for _run in range(25):
            whole.append(timed(lambda: read(address)))
            bare.append(timed(lambda: render_to_string(template, context, request)))
    judge(f"{page}: whole page / its template", statistics.median(whole), statistics.median(bare), limit=3)


@pytest.mark.parametrize("page", ["story", "home", "section"])
def test_a_page_costs_the_same_in_any_archive(archive, judge, page):
    with archive.at(SMALL):
        address = address_of(page, archive.story)
    took = archive.compare(lambda: read(address))
    judge(f"{page}: 100,000 / 1,000 stories", took[LARGE], took[SMALL], limit=1.2)


def timed(act) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def read_ahead(page: str, story: Story) -> tuple[str, dict]:
    """The page's template and everything it shows, read and held in memory."""
    from cms.outlet.story_page import read_story

    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    if page == "story":
        reading = read_story(Story.objects.get(pk=story.pk), request)
        return reading.template, reading.context
    shown = HomePage.objects.first() if page == "home" else SectionPage.objects.first()
    return shown.template, shown.get_context(request)
