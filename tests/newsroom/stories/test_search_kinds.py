"""What is findable, by whom: readers find live stories, the newsroom what it may read."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from wagtail.models import Collection, GroupCollectionPermission

from media_pipeline.assets.models import Asset
from newsroom.desks.models import Genre
from newsroom.desks.roles import Role
from newsroom.search import services as search
from newsroom.search.models import PublicDocument, StaffDocument
from newsroom.search.moments import first_moment
from newsroom.search.queries import search_public, search_staff
from newsroom.search.registry import get
from newsroom.stories.models import Credit, Story
from newsroom.stories.queries import readable
from newsroom.stories.search_kinds.story import scopes, visible
from newsroom.stories.spoken import cues_of, lines_of
from tests.factories import (
    ContributorFactory,
    DeskFactory,
    GenreFactory,
    OrganizationFactory,
    PictureFactory,
    PlaceFactory,
    SectionFactory,
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
    assert found.people == "Linh Ban Mê", "a pen name hides the name behind it"
    assert staff(story).people == "H'Linh Niê · Linh Ban Mê"
    assert "Sầu riêng" in found.tags
    assert found.author_ids == str(author.pk) and str(story.section.pk) in found.section_ids.split()
    assert found.url == story.url and found.published_at == story.address.published_at


def test_a_row_that_lags_behind_is_checked_against_the_story_itself():
    live, draft = StoryFactory(published=True), StoryFactory()
    assert readable([live.pk, draft.pk]) == {live.pk}


def test_the_newsroom_finds_what_its_role_reads_and_what_it_wrote():
    mine, theirs = DeskFactory(), DeskFactory()
    reporter = UserFactory(roles=[(Role.REPORTER, mine)])
    here, there = StoryFactory(desk=mine), StoryFactory(desk=theirs)
    own = StoryFactory(desk=theirs, owner=reporter)
    credited = StoryFactory(desk=theirs, authors=[ContributorFactory(user=reporter)])
    ids = [here.pk, there.pk, own.pk, credited.pk]
    assert visible(reporter, ids) == {here.pk, own.pk, credited.pk}
    known = {f"desk:{mine.pk}", f"user:{reporter.pk}", f"contributor:{reporter.contributor.pk}", "on_site"}
    assert set(scopes(reporter)) == known
    assert [row.object_id for row in search_staff(credited.title, user=reporter).rows] == [credited.pk]


def test_whoever_is_named_in_a_new_version_finds_it_and_whoever_was_struck_out_does_not():
    writers = [UserFactory() for _ in range(2)]
    first, second = (ContributorFactory(user=user) for user in writers)
    story = StoryFactory(title="Bút ký sông Krông Ana", authors=[first])
    version = story.get_latest_revision_as_object()
    version.credits = [Credit(contributor=second)]
    version.save_revision()
    assert [search_staff("krong ana", user=user).total for user in writers] == [0, 1]
    assert [visible(user, [story.pk]) for user in writers] == [set(), {story.pk}]


def test_what_readers_have_is_everybodys_until_a_version_they_do_not_have_is_saved():
    mine = DeskFactory()
    reporter = UserFactory(roles=[(Role.REPORTER, mine)])
    theirs = StoryFactory(desk=DeskFactory(), title="Hạn ở Ea Súp", published=True)
    [found] = search_staff("han ea sup", user=reporter).rows
    assert (found.object_id, visible(reporter, [theirs.pk])) == (theirs.pk, set())
    version = theirs.get_latest_revision_as_object()
    version.title = "Hạn ở Ea Súp: số liệu chưa công bố"
    version.save_revision()
    assert search_staff("han ea sup", user=reporter).total == 0
    assert get("story").may_see(reporter, [theirs.pk]) == set()


def test_a_contributor_finds_only_what_they_wrote():
    desk = DeskFactory()
    contributor = UserFactory(roles=[(Role.CONTRIBUTOR, desk)])
    other, own = StoryFactory(desk=desk), StoryFactory(desk=desk, owner=contributor)
    assert visible(contributor, [other.pk, own.pk]) == {own.pk}


def test_pictures_are_for_the_newsroom_only():
    picture = PictureFactory()
    assert StaffDocument.objects.filter(kind="picture", object_id=picture.pk).exists()
    assert not PublicDocument.objects.filter(kind="picture").exists()
    assert get("picture").check_public([picture.pk]) == set()
    picture.delete()
    assert not StaffDocument.objects.filter(kind="picture").exists()


def test_readers_find_a_name_a_section_a_tag_and_a_place_while_there_is_a_story_to_read():
    person, place = ContributorFactory(name="Y Khoa Niê", pen_name="Khoa Buôn Hồ"), PlaceFactory()
    assert get("contributor").check_public([person.pk]) == set()
    story = StoryFactory(published=True, authors=[person], tags=["Sầu riêng"], places=[place])
    tag, section = story.tags.get(), story.section
    wanted = {"contributor": person, "tag": tag, "place": place, "section": section}
    assert all(get(kind).check_public([thing.pk]) == {thing.pk} for kind, thing in wanted.items())
    assert PublicDocument.objects.get(kind="contributor", object_id=person.pk).deck == "", "no name behind the pen name"


def test_names_and_sections_of_another_house_are_not_found_in_this_one():
    desk, other = DeskFactory(), OrganizationFactory()
    reporter = UserFactory(roles=[(Role.REPORTER, desk)])
    section = SectionFactory(brand__organization=other)
    stranger, free = ContributorFactory(organization=other), ContributorFactory(organization=None)
    assert get("contributor").may_see(reporter, [stranger.pk, free.pk]) == {free.pk}
    assert get("section").may_see(reporter, [section.pk]) == set()
    assert f"organization:{other.pk}" not in get("section").scopes(reporter)


def test_a_picture_is_found_by_who_may_take_from_its_collection():
    root = Collection.get_first_root_node()
    ours = root.add_child(name="Ảnh của ban")
    group = Group.objects.create(name="Cộng tác viên ảnh")
    choose = Permission.objects.get(content_type__app_label="wagtailimages", codename="choose_image")
    GroupCollectionPermission.objects.create(group=group, collection=ours, permission=choose)
    person = UserFactory()
    person.groups.add(group)
    inside, outside = PictureFactory(collection=ours), PictureFactory()
    assert get("picture").may_see(person, [inside.pk, outside.pk]) == {inside.pk}
    assert get("picture").scopes(person) == [f"collection:{ours.pk}"]


def captioned(**facts) -> Asset:
    asset = Asset.objects.create(type="video", title="Cao tốc qua đèo", duration=400, **facts)
    text = "WEBVTT\n\n00:03:12.000 --> 00:03:15.000\nCao tốc Khánh Hòa – Buôn Ma Thuột thông xe.\n"
    asset.captions.create(text=text, changed_at=timezone.now())
    return asset


def test_film_is_found_by_what_is_said_in_it_and_so_is_the_story_that_shows_it():
    asset = captioned()
    search.refresh("media", asset)
    story = StoryFactory(published=True, body=[("video", {"media": asset, "caption": "", "credit": ""})])
    assert "thông xe" in StaffDocument.objects.get(kind="media", object_id=asset.pk).body
    assert not PublicDocument.objects.filter(kind="media").exists()
    assert "thông xe" in public(story).body and public(story).form == "video"
    found = search_public("khanh hoa thong xe")
    [moment] = [first_moment(lines_of(cues), found.words) for cues in cues_of([asset.pk]).values()]
    assert (moment.clock, "<mark>" in moment.text_html) == ("03:12", True)


def test_what_a_reader_comes_for_is_the_form_of_a_story():
    literature = GenreFactory(code="tho", name="Thơ", royalty_group=Genre.RoyaltyGroup.LITERATURE)
    official = GenreFactory(code="van-ban", name="Văn bản")
    forms = [public(StoryFactory(published=True, genre=genre)).form for genre in (literature, official, GenreFactory())]
    assert forms == ["literature", "document", "text"]
