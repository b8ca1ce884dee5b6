"""Where a story is read: allocated once, for good."""

import re
from datetime import UTC, datetime

import pytest
from wagtail.models import Page

from newsroom.stories.models import Story, WebAddress
from newsroom.stories.services import going_out
from tests.factories import DeskFactory, SectionFactory, SectionPageFactory, StoryFactory, publish

pytestmark = pytest.mark.django_db


def test_an_address_says_section_month_words_and_seven_digits():
    section = SectionFactory(name="Văn hóa", slug="van-hoa")
    story = StoryFactory(published=True, title="Lớp học đêm giữ con chữ Ê-đê", section=section)
    assert re.fullmatch(r"/van-hoa/\d{6}/lop-hoc-dem-giu-con-chu-e-de-[0-9a-f]{7}/", story.url)


def test_a_draft_has_none():
    story = StoryFactory()
    assert story.url is None and story.full_url is None


@pytest.mark.parametrize(("hour", "ym"), [("2026-11-30T16:59:59", "202611"), ("2026-11-30T17:00:00", "202612")])
def test_the_month_is_the_one_in_viet_nam(hour, ym):
    first = datetime.fromisoformat(hour).replace(tzinfo=UTC)
    story = StoryFactory(published=True, first_published_at=first)
    assert story.address.ym == ym
    assert story.address.published_at == first


def test_it_survives_an_update_a_new_headline_a_move_and_a_renamed_section():
    story = StoryFactory(published=True)
    address = WebAddress.objects.values().get(story=story)
    version = story.get_latest_revision_as_object()
    version.title = "Tít đã sửa"
    version.save_revision()
    publish(version)
    story.move(DeskFactory(), pos="last-child")
    page = story.section.page
    page.slug = "chuyen-muc-moi"
    page.save_revision().publish()

    story = Story.objects.get(pk=story.pk)
    assert WebAddress.objects.values().get(story=story) == address
    assert story.url.startswith("/chuyen-muc-moi/") and story.url.endswith(f"-{address['id7']}/")


def test_a_story_that_changes_its_section_keeps_its_digits():
    story = StoryFactory(published=True)
    id7 = story.address.id7
    other = SectionFactory(brand=story.section.brand, slug="kinh-te")
    SectionPageFactory(section=other)
    version = story.get_latest_revision_as_object()
    version.section = other
    version.save_revision()
    publish(version)
    story = Story.objects.get(pk=story.pk)
    assert story.url.startswith("/kinh-te/") and story.address.id7 == id7


def test_seven_digits_that_are_taken_are_drawn_again(monkeypatch):
    taken = StoryFactory(published=True).address.id7
    draws = iter([f"{taken}0", f"{taken}1", "abcdef00"])
    monkeypatch.setattr(going_out.secrets, "token_hex", lambda _bytes: next(draws))
    assert StoryFactory(published=True).address.id7 == "abcdef0"


def test_the_same_headline_twice_in_one_desk_gives_two_addresses():
    one = StoryFactory(published=True, title="Giá cà phê hôm nay", slug="gia-ca-phe-hom-nay")
    two = StoryFactory(published=True, title="Giá cà phê hôm nay", slug="gia-ca-phe-hom-nay-2", section=one.section)
    assert one.url != two.url


def test_many_addresses_cost_no_query_each(django_assert_max_num_queries):
    section = SectionFactory()
    for _time in range(4):
        StoryFactory(published=True, section=section)
    assert Story.objects.first().full_url  # the sites' root paths are cached
    with django_assert_max_num_queries(1):
        assert all(story.full_url for story in Story.objects.live())


def test_wagtail_s_own_links_to_a_story_lead_to_its_address():
    story = StoryFactory(published=True)
    assert Page.objects.get(pk=story.pk).specific.full_url == story.full_url
