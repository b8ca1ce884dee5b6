"""Going out: the whole act, against Wagtail alone publishing the same page, and in a larger archive.

Wagtail alone: the same model and body, none of the newsroom's rows, with what stock Wagtail does for every page it
publishes: its search index and its reference index.
"""

import itertools
import statistics
import time
from contextlib import contextmanager

import pytest
from modelsearch.backends.database import SearchBackend
from wagtail.models import ReferenceIndex

from newsroom.desks.models import Desk
from newsroom.editorial.actions import VERBS
from newsroom.people.models import User
from newsroom.stories import ports
from newsroom.stories.models import Approval, Story
from newsroom.stories.states import Significance
from tests.benchmarks.conftest import LARGE, SMALL, body, text

PARAGRAPHS, WORDS = 12, 70
number = itertools.count(1)


@pytest.fixture
def story_out(archive):
    """Prepare an approved story; the returned act puts it out."""
    house = archive.house

    def prepare():
        n = next(number)
        story = Story(
            title=f"Bài đo tốc độ {n}", slug=f"bai-do-toc-do-{n}", owner=house.reporter, section=house.section,
            body=body(PARAGRAPHS, WORDS), sapo=text(40), live=False,
        )  # fmt: skip
        Desk.objects.get(pk=house.desk.pk).add_child(instance=story)
        revision = story.save_revision(user=house.reporter)
        Approval.objects.create(
            story=story, revision=revision, by=house.leader, at=revision.created_at, significance=Significance.FIRST
        )
        verb = VERBS["put_out"](story=Story.objects.get(pk=story.pk), user=User.objects.get(pk=house.leader.pk))
        return verb.execute

    return prepare


@pytest.fixture
def page_out(story_out):
    """The same, by Wagtail alone."""
    index = SearchBackend({})

    def prepare():
        revision = story_out().__self__.story.latest_revision

        def act():
            with no_newsroom():
                revision.publish(skip_permission_checks=True)
                page = Story.objects.get(pk=revision.object_id)
                index.add(page)
                ReferenceIndex.create_or_update_for_object(page)

        return act

    return prepare


@contextmanager
def no_newsroom():
    answered = [ports.gates, ports.went_live, ports.written, ports.changed]
    kept = [list(port) for port in answered]
    for port in answered:
        port.clear()
    try:
        yield
    finally:
        for port, members in zip(answered, kept, strict=True):
            port.extend(members)


def timed(act) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def test_a_story_goes_out_in_at_most_twice_the_time_wagtail_takes_alone(archive, judge, story_out, page_out):
    stories, pages = [], []
    with archive.at(SMALL):
        for run in range(21):
            took = timed(story_out()), timed(page_out())
            if run:
                stories.append(took[0])
                pages.append(took[1])
    judge("publish: story / Wagtail alone", statistics.median(stories), statistics.median(pages), limit=2)


def test_publishing_costs_the_same_in_any_archive(archive, judge, story_out):
    taken = {SMALL: [], LARGE: []}
    for _run in range(11):
        for size, times in taken.items():
            with archive.at(size):
                timed(story_out())
                times.append(timed(story_out()))
    judge("publish: 100,000 / 1,000 stories", *(statistics.median(taken[size]) for size in (LARGE, SMALL)), limit=1.2)
