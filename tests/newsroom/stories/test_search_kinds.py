"""What is findable, by whom: readers find live stories, the newsroom what it may read."""

import pytest

from newsroom.desks.roles import Role
from newsroom.search.models import PublicDocument, StaffDocument
from newsroom.search.registry import get
from newsroom.stories.models import Story
from newsroom.stories.search_kinds import live_stories, story_scopes, visible_stories
from tests.factories import (
    ContributorFactory,
    DeskFactory,
    PictureFactory,
    StoryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def public(story) -> PublicDocument | None:
    return PublicDocument.objects.filter(kind="story", object_id=story.pk).first()


def staff(story) -> StaffDocument:
    return StaffDocument.objects.get(kind="story", object_id=story.pk)


def test_readers_find_what_is_live_the_newsroom_what_it_is_writing():
    draft, live = StoryFactory(), StoryFactory(published=True)
    assert public(draft) is None and staff(draft).title == draft.title
    assert public(live).title == live.title
    version = Story.objects.get(pk=live.pk).get_latest_revision_as_object()
    version.title = "Tít đang viết dở"
    version.save_revision()
    assert public(live).title == live.title and staff(live).title == "Tít đang viết dở"


def test_a_document_carries_who_wrote_it_and_where_it_stands():
    author = ContributorFactory(name="H'Linh Niê", pen_name="Linh Ban Mê")
    story = StoryFactory(published=True, authors=[author], tags=["Sầu riêng"])
    found = public(story)
    assert "Linh Ban Mê" in found.people and "H'Linh Niê" in found.people
    assert "Sầu riêng" in found.tags
    assert found.author_ids == str(author.pk) and str(story.section.pk) in found.section_ids.split()
    assert found.url == story.url and found.published_at == story.address.published_at


def test_a_row_that_lags_behind_is_checked_against_the_story_itself():
    live, draft = StoryFactory(published=True), StoryFactory()
    assert live_stories([live.pk, draft.pk]) == {live.pk}


def test_the_newsroom_finds_what_its_role_reads_and_what_it_wrote():
    mine, theirs = DeskFactory(), DeskFactory()
    reporter = UserFactory(roles=[(Role.REPORTER, mine)])
    here, there = StoryFactory(desk=mine), StoryFactory(desk=theirs)
    own = StoryFactory(desk=theirs, owner=reporter)
    credited = StoryFactory(desk=theirs, authors=[ContributorFactory(user=reporter)])
    ids = [here.pk, there.pk, own.pk, credited.pk]
    assert visible_stories(reporter, ids) == {here.pk, own.pk, credited.pk}
    assert set(story_scopes(reporter)) == {f"desk:{mine.pk}", f"user:{reporter.pk}"}


def test_a_contributor_finds_only_what_they_wrote():
    desk = DeskFactory()
    contributor = UserFactory(roles=[(Role.CONTRIBUTOR, desk)])
    other, own = StoryFactory(desk=desk), StoryFactory(desk=desk, owner=contributor)
    assert visible_stories(contributor, [other.pk, own.pk]) == {own.pk}


def test_pictures_and_contributors_are_for_the_newsroom_only():
    picture, author = PictureFactory(), ContributorFactory()
    assert StaffDocument.objects.filter(kind="picture", object_id=picture.pk).exists()
    assert StaffDocument.objects.filter(kind="contributor", object_id=author.pk).exists()
    assert not PublicDocument.objects.exclude(kind="story").exists()
    assert get("picture").check_public([picture.pk]) == set()
    picture.delete()
    assert not StaffDocument.objects.filter(kind="picture").exists()
