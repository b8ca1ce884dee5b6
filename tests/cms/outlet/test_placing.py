"""Rows that put a story on the site."""

import pytest

from cms.core.models import Generation
from cms.outlet import placing, sweeping
from cms.sections.models import Placement
from newsroom.stories.models import Story
from tests.factories import StoryFactory, publish

pytestmark = [pytest.mark.django_db, pytest.mark.datalayer]


@pytest.fixture
def story(section):
    return StoryFactory(section=section, published=True)


def test_placing_twice_and_removing_twice_changes_nothing_more(story):
    placing.place(story)
    assert Placement.objects.filter(story=story).count() == 1
    placing.remove(story)
    placing.remove(story)
    assert not Placement.objects.filter(story=story).exists()


def test_a_significant_update_brings_the_story_to_the_top(section, story, client):
    newer = StoryFactory(section=section, published=True, title="Tin mới hơn")
    publish(story, significance="major")
    assert list(Placement.objects.order_by("-sorted_at").values_list("story", flat=True)) == [story.pk, newer.pk]
    assert "Cập nhật:" in client.get(Story.objects.get(pk=story.pk).url).content.decode()


def test_a_small_correction_keeps_place_and_date(section, story, client):
    newer = StoryFactory(section=section, published=True, title="Tin mới hơn")
    publish(story, significance="minor")
    assert Placement.objects.order_by("-sorted_at").first().story_id == newer.pk
    assert "Cập nhật:" not in client.get(story.url).content.decode()


def test_the_sweep_mends_what_bypassed_every_door(story):
    Story.objects.filter(pk=story.pk).update(live=False)
    before = Generation.current()
    sweeping.mend_placements()
    assert not Placement.objects.filter(story=story).exists() and Generation.current() > before
    Story.objects.filter(pk=story.pk).update(live=True)
    sweeping.mend_placements()
    assert Placement.objects.filter(story=story).exists()
