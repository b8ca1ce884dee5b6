"""Doors that act on base Page rows, where `Story.save()` is never called: caught by the signal or by the sweepers."""

import pytest
from django.db import transaction
from django.db.models import ProtectedError
from wagtail.models import Page

from cms.outlet.sweeping import mend_placements
from cms.sections.models import Placement
from newsroom.desks.models import Section
from newsroom.editorial.models import StoryStatus
from newsroom.editorial.services import housekeeping
from newsroom.editorial.states import State
from newsroom.search.models import PublicDocument
from newsroom.stories.errors import IsWithdrawn, Refused, StillOnSite
from newsroom.stories.models import Snapshot, Story, Withdrawal
from newsroom.stories.states import SnapshotKind
from tests.factories import StoryFactory
from tests.newsroom.evidence import chain_holds

pytestmark = pytest.mark.django_db


def assert_dark(story):
    """The rows of a takedown stand, once."""
    assert not Story.objects.get(pk=story.pk).live
    withdrawal = Withdrawal.objects.get(story=story)
    assert withdrawal.by is None and withdrawal.reason
    assert list(Snapshot.objects.filter(story=story).order_by("number").values_list("kind", flat=True)) == [
        SnapshotKind.PUBLISHED, SnapshotKind.WITHDRAWN,
    ]  # fmt: skip
    assert StoryStatus.objects.get(story=story).state == State.WITHDRAWN
    assert not Placement.objects.filter(story=story).exists()
    assert not PublicDocument.objects.filter(kind="story", object_id=story.pk).exists()
    assert chain_holds(story.section.brand.organization)


def test_unpublishing_a_base_page_leaves_the_rows_of_a_takedown():
    story = StoryFactory(published=True)
    Page.objects.get(pk=story.pk).unpublish()
    assert_dark(story)


def test_unpublishing_a_queryset_too():
    story = StoryFactory(published=True)
    Page.objects.filter(pk=story.pk).unpublish()
    assert_dark(story)


def test_unpublishing_the_story_itself_is_refused():
    story = StoryFactory(published=True)
    with pytest.raises(StillOnSite):
        story.unpublish()
    assert Story.objects.get(pk=story.pk).live


def test_what_a_bulk_update_darkened_is_found_at_night():
    story = StoryFactory(published=True)
    Story.objects.filter(pk=story.pk).update(live=False)
    mend_placements()
    assert not Placement.objects.filter(story=story).exists()
    housekeeping.run()
    housekeeping.run()
    assert_dark(story)


def test_a_story_that_bypassed_the_doors_comes_back_by_reinstatement_only():
    story = StoryFactory(published=True)
    Page.objects.get(pk=story.pk).unpublish()
    with pytest.raises(IsWithdrawn):
        Snapshot.objects.first() and story.live_revision.publish(skip_permission_checks=True)


def test_a_published_story_is_not_deleted_by_any_way():
    story = StoryFactory(published=True)
    for rows in (
        Story.objects.get(pk=story.pk),
        Page.objects.get(pk=story.pk),
        Page.objects.filter(pk=story.pk),
        story.get_parent(),
        Section.objects.get(),
    ):
        with pytest.raises((ProtectedError, Refused)), transaction.atomic():
            rows.delete()
        assert Story.objects.get(pk=story.pk).live
    assert Snapshot.objects.count() == 1


def test_a_draft_is_deleted_with_its_rows():
    story = StoryFactory()
    Story.objects.get(pk=story.pk).delete()
    assert not Story.objects.exists() and not StoryStatus.objects.exists()
    assert not PublicDocument.objects.filter(kind="story").exists()
    from newsroom.search.models import StaffDocument

    assert not StaffDocument.objects.filter(kind="story").exists()


def test_a_status_row_that_is_missing_is_written_at_night():
    story = StoryFactory(published=True)
    StoryStatus.objects.all().delete()
    housekeeping.run()
    assert StoryStatus.objects.get(story=story).state == State.PUBLISHED


def test_a_story_made_live_by_a_bulk_update_is_taken_off_at_night():
    story = StoryFactory()
    Story.objects.filter(pk=story.pk).update(live=True)
    housekeeping.run()
    assert not Story.objects.get(pk=story.pk).live
