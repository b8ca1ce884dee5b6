"""The transaction in which a story goes live: address, approval, snapshot, search and place stand or fall together."""

import json

import pytest
from django.db import transaction

from cms.sections.models import Placement
from newsroom.search.models import PublicDocument
from newsroom.stories import ports
from newsroom.stories.errors import AliasRefused, NotApproved, NowhereToAppear
from newsroom.stories.models import Approval, Snapshot, Story, WebAddress
from tests.factories import (
    ContributorFactory,
    PlaceFactory,
    SectionFactory,
    SectionPageFactory,
    StoryFactory,
    publish,
)
from tests.newsroom.evidence import chain_holds

pytestmark = pytest.mark.django_db


def nothing_happened(story) -> bool:
    return not (
        Story.objects.get(pk=story.pk).live
        or WebAddress.objects.filter(story=story).exists()
        or Snapshot.objects.filter(story=story).exists()
        or Placement.objects.filter(story=story).exists()
        or PublicDocument.objects.filter(kind="story", object_id=story.pk).exists()
        or Approval.objects.filter(story=story, used_at__isnull=False).exists()
    )


def test_everything_is_written_at_once():
    story = StoryFactory(published=True)
    approval = Approval.objects.get(story=story)
    snapshot = Snapshot.objects.get(story=story)
    assert story.live and approval.used_at
    assert snapshot.revision_id == story.live_revision_id == approval.revision_id
    assert snapshot.url == story.full_url
    assert Placement.objects.get(story=story).is_main
    assert PublicDocument.objects.get(kind="story", object_id=story.pk).url == story.url


@pytest.mark.parametrize("order", [5, 15, 999])
def test_whatever_fails_on_the_way_takes_all_of_it_back(order):
    story = StoryFactory()

    def fail(_story):
        raise RuntimeError("the power is cut")

    ports.went_live.register(fail, order=order)
    try:
        with pytest.raises(RuntimeError), transaction.atomic():
            publish(story)
    finally:
        ports.went_live.remove((order, fail))
    assert nothing_happened(story)
    publish(story)
    assert not nothing_happened(story)


def test_a_story_without_a_section_or_whose_section_has_no_page_is_told_where_to_appear_first():
    homeless = StoryFactory(section=None)
    with pytest.raises(NowhereToAppear, match="chuyên mục chính"), transaction.atomic():
        publish(homeless)
    unshown = SectionFactory(name="Bạn đọc")
    page = SectionPageFactory(section=unshown)
    story = StoryFactory(section=unshown)
    page.live = False
    page.save()
    with pytest.raises(NowhereToAppear, match="Bạn đọc.*quản trị viên"), transaction.atomic():
        publish(story)
    assert nothing_happened(homeless) and nothing_happened(story)


def test_an_alias_is_refused_for_a_draft_and_for_a_published_story():
    for story in (StoryFactory(), StoryFactory(published=True)):
        before = Story.objects.count()
        with pytest.raises(AliasRefused):
            story.create_alias(update_slug="bi-danh")
        assert Story.objects.count() == before
        assert story.get_parent().numchild == story.get_parent().get_children().count()


def test_a_copy_of_a_live_story_is_a_draft_or_nothing():
    story = StoryFactory(published=True)
    with pytest.raises(NotApproved), transaction.atomic():
        story.copy(to=story.get_parent(), update_attrs={"slug": "ban-chep"}, keep_live=True)
    copy = story.copy(to=story.get_parent(), update_attrs={"slug": "ban-chep"}, keep_live=False)
    assert not copy.live and nothing_happened(copy)
    assert Snapshot.objects.count() == 1


def test_a_snapshot_says_everything_a_reader_was_told():
    author = ContributorFactory(name="Phạm Quốc Duy")
    story = StoryFactory(
        published=True, kicker="Giữ chữ", authors=[author], tags=["Ê-đê"], places=[PlaceFactory()],
        other_sections=[SectionFactory(name="Giáo dục")], source="Báo Đắk Lắk",
    )  # fmt: skip
    facts = json.loads(Snapshot.objects.get().content)
    assert facts["title"] == story.title and facts["kicker"] == "Giữ chữ"
    assert facts["credits"] == [[str(author), "author"]]
    assert (facts["tags"], facts["places"], facts["other_sections"]) == (["Ê-đê"], ["Cư M'gar"], ["Giáo dục"])
    assert [block["type"] for block in facts["body"]] == ["paragraph", "heading", "paragraph"]
    assert facts["url"] == story.full_url


def test_one_organization_s_snapshots_make_one_chain():
    organization = StoryFactory(published=True).section.brand.organization
    section = Story.objects.first().section
    for _time in range(2):
        StoryFactory(published=True, section=section)
    assert chain_holds(organization)
    assert list(Snapshot.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]


def test_two_organizations_have_chains_of_their_own():
    one, other = StoryFactory(published=True), StoryFactory(published=True)
    assert one.section.brand.organization != other.section.brand.organization
    assert list(Snapshot.objects.values_list("number", flat=True)) == [1, 1]


def test_what_readers_see_is_the_approved_version_only():
    story = StoryFactory(published=True)
    version = story.get_latest_revision_as_object()
    version.title = "Bản nháp"
    version.save_revision()
    story = Story.objects.get(pk=story.pk)
    assert story.title != "Bản nháp" and story.has_unpublished_changes
    assert "Bản nháp" not in PublicDocument.objects.get(kind="story", object_id=story.pk).title
