"""What changes what: each change re-writes the documents that depend on it, and no others."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from media_pipeline.assets.models import Asset
from newsroom.search.models import PublicDocument, StaffDocument, StaleObject
from newsroom.search.queries import search_public
from newsroom.stories.models import Embargo, Story, Withdrawal
from tests.factories import (
    ContributorFactory,
    DeskFactory,
    NewsroomFactory,
    PictureFactory,
    PlaceFactory,
    SectionFactory,
    StoryFactory,
    UserFactory,
    publish,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(django_capture_on_commit_callbacks):
    """What a change writes: `with written() as documents:`; `documents` are the uids whose rows are other rows now."""

    def state():
        return {
            (model.__name__, row.uid): (row.version, row.digest)
            for model in (PublicDocument, StaffDocument)
            for row in model.objects.all()
        }

    @contextmanager
    def watch():
        before, changed = state(), set()
        with django_capture_on_commit_callbacks(execute=True):
            yield changed
        after = state()
        changed |= {
            uid for table, uid in before.keys() | after.keys() if before.get((table, uid)) != after.get((table, uid))
        }
        assert not StaleObject.objects.exists()

    return watch


def uid(kind, thing) -> str:
    return f"{kind}:{thing.pk}"


def test_a_renamed_contributor_is_renamed_in_the_stories_that_name_them(written):
    person, other = ContributorFactory(pen_name="Tên cũ"), ContributorFactory()
    named, unnamed = StoryFactory(published=True, authors=[person]), StoryFactory(published=True, authors=[other])
    with written() as documents:
        person.pen_name = "Tên mới"
        person.save()
    assert documents == {uid("contributor", person), uid("story", named)}
    assert PublicDocument.objects.get(kind="story", object_id=named.pk).people == "Tên mới"
    assert unnamed


def test_a_contributor_who_only_gets_an_account_changes_no_story(written):
    person = ContributorFactory()
    StoryFactory(published=True, authors=[person])
    with written() as documents:
        person.user = UserFactory()
        person.save()
    assert documents == set()


def test_a_renamed_section_is_renamed_where_it_stands_above_others(written):
    section = SectionFactory(name="Kinh tế")
    below = SectionFactory(brand=section.brand, parent=section)
    StoryFactory(published=True, section=section)
    with written() as documents:
        section.name = "Kinh tế, đầu tư"
        section.save()
    assert documents == {uid("section", section), uid("section", below)}


def test_a_section_page_with_another_address_moves_the_addresses_of_its_stories(written):
    story, other = StoryFactory(published=True), StoryFactory(published=True)
    page = story.section.page
    with written() as documents:
        page.slug = "dia-chi-moi"
        page.save_revision().publish()
    assert documents == {uid("story", story)}
    assert "/dia-chi-moi/" in PublicDocument.objects.get(kind="story", object_id=story.pk).url
    assert other


def test_a_renamed_tag_or_place_is_renamed_in_stories(written):
    place = PlaceFactory(name="Ea Súp")
    story = StoryFactory(published=True, places=[place], tags=["Hạn hán"])
    StoryFactory(published=True)
    with written() as documents:
        place.name = "Ea Súp (cũ)"
        place.save()
    assert documents == {uid("place", place), uid("story", story)}
    tag = story.tags.get()
    with written() as documents:
        tag.name = "Khô hạn"
        tag.save()
    assert documents == {uid("tag", tag), uid("story", story)}


def test_a_desk_that_moves_takes_its_stories_to_the_other_house(written):
    story = StoryFactory(published=True)
    desk, house = Page.objects.get(pk=story.get_parent().pk).specific, NewsroomFactory()
    with written() as documents:
        desk.move(house, pos="last-child")
    assert documents == {uid("story", story)}
    row = StaffDocument.objects.get(kind="story", object_id=story.pk)
    assert row.organization_id == house.organization_id


def test_a_picture_whose_caption_or_rights_change_is_rewritten_alone(written):
    picture = PictureFactory()
    StoryFactory(published=True, lead_picture=picture)
    with written() as documents:
        picture.rights = "Chỉ dùng một lần"
        picture.save()
    assert documents == {uid("picture", picture)}
    with written() as documents:
        picture.tags.add("lễ hội")
    assert documents == {uid("picture", picture)}
    gone = uid("picture", picture)
    with written() as documents:
        picture.delete()
    assert documents == {gone}


@pytest.mark.datalayer
def test_captions_are_found_in_the_film_on_the_site_and_in_drafts(written, django_capture_on_commit_callbacks):
    film, other = (Asset.objects.create(type="video", title=title, duration=9) for title in ("Một", "Hai"))
    block = ("video", {"media": film, "caption": "", "credit": ""})
    with django_capture_on_commit_callbacks(execute=True):  # Wagtail's index of references is written by a task
        live, draft = StoryFactory(published=True, body=[block]), StoryFactory(lead_media=film)
    bystander = StoryFactory()
    with written() as documents:
        track = film.captions.create(
            text="WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nNước về đồng.\n", changed_at=timezone.now()
        )
    assert documents == {uid("media", film), uid("story", live), uid("story", draft)}
    assert "Nước về đồng." in PublicDocument.objects.get(kind="story", object_id=live.pk).body
    with written() as documents:
        track.delete()
    assert documents == {uid("media", film), uid("story", live), uid("story", draft)}
    assert other and bystander


def test_going_out_being_held_back_and_taken_down(written):
    story, other = StoryFactory(), StoryFactory(published=True)
    with written() as documents:
        publish(story)
    assert documents == {uid("story", story)}
    assert PublicDocument.objects.filter(kind="story", object_id=story.pk).exists()
    live = Story.objects.get(pk=story.pk)
    with written() as documents, transaction.atomic():
        Withdrawal.objects.create(story=live, reason="Sai sự thật", at=timezone.now())
        live.unpublish()
    assert documents == {uid("story", story)}
    assert not PublicDocument.objects.filter(kind="story", object_id=story.pk).exists()
    assert other


def test_an_embargo_hides_what_a_lagging_row_still_shows():
    story = StoryFactory(title="Công bố quy hoạch", published=True)
    Embargo.objects.create(
        story=story, until=timezone.now() + timedelta(hours=1), set_by=UserFactory(), set_at=timezone.now()
    )
    assert not [row for row in search_public("cong bo quy hoach").rows if row.kind == "story"]


def test_a_story_moved_to_another_desk_is_that_desks(written):
    story = StoryFactory()
    desk = DeskFactory(parent=Page.objects.get(pk=story.get_parent().get_parent().pk).specific)
    with written() as documents:
        story.move(desk, pos="last-child")
    assert documents == {uid("story", story)}
    assert StaffDocument.objects.get(kind="story", object_id=story.pk).desk_id == desk.pk
