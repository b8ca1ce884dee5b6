"""A story is found by the seven digits of its address; everything before them may change."""

import pytest
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import PageViewRestriction

from cms.sections.models import Placement
from newsroom.stories.models import Withdrawal
from tests.factories import SectionFactory, SectionPageFactory, StoryFactory, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(section):
    return StoryFactory(title="Hồ Lắk ngày thường vắng khách", section=section, published=True)


def moved_to(client, address) -> str:
    response = client.get(address)
    assert response.status_code == 301, response.status_code
    return response["Location"]


def test_the_address_has_the_newspapers_form(story):
    assert (
        story.url == f"/van-hoa/{timezone.localtime(story.first_published_at):%Y%m}/{story.slug}-{story.address.id7}/"
    )


@pytest.mark.parametrize("asked", ["/muc-cu/202001/tit-cu-{id7}/", "/202611/-{id7}/", "/a/b/c/202611/x-{id7}/"])
def test_any_other_way_to_write_it_leads_to_the_address(client, story, asked):
    assert moved_to(client, asked.format(id7=story.address.id7)) == story.url


def test_a_renamed_section_keeps_every_old_address(client, story, section):
    old = story.url
    section.page.slug = "van-hoa-du-lich"
    section.page.save()
    assert moved_to(client, old) == old.replace("/van-hoa/", "/van-hoa-du-lich/")
    assert client.get(moved_to(client, old)).status_code == 200


def test_a_section_moved_under_another_keeps_every_old_address(client, story, section, brand):
    old, above = story.url, SectionPageFactory(section=SectionFactory(brand=brand, name="Đời sống", slug="doi-song"))
    section.page.move(above, pos="last-child")
    assert moved_to(client, old) == f"/doi-song{old}"


def test_a_new_headline_changes_the_words_and_never_the_digits(client, story):
    old = story.url
    story.slug = "ho-lak-mua-vang-khach"
    story.save_revision()
    publish(story)
    assert moved_to(client, old).endswith(f"/ho-lak-mua-vang-khach-{story.address.id7}/")


def test_another_main_section_moves_the_story(client, story, brand):
    old, travel = story.url, SectionFactory(brand=brand, name="Du lịch", slug="du-lich")
    SectionPageFactory(section=travel)
    story.section = travel
    story.save_revision()
    publish(story)
    assert moved_to(client, old) == old.replace("/van-hoa/", "/du-lich/")
    assert list(Placement.objects.filter(story=story).values_list("section", "is_main")) == [(travel.pk, True)]


def test_a_withdrawn_story_is_gone_from_every_list_and_410_at_every_address(client, story):
    Withdrawal.objects.create(story=story, reason="Sai sự thật", at=timezone.now(), by=story.owner)
    UnpublishPageAction(story).execute(skip_permission_checks=True)
    for address in (story.url, f"/muc-cu/202001/tit-cu-{story.address.id7}/"):
        response = client.get(address)
        assert response.status_code == 410 and story.title not in response.content.decode()
    for address in (
        "/",
        "/van-hoa/",
        "/moi-nhat/",
        "/rss/",
        "/sitemap-1.xml",
        "/sitemap-tin-moi.xml",
        "/tim-kiem/?q=ho+lak",
    ):
        assert story.url not in client.get(address).content.decode(), address


def test_a_draft_of_a_live_story_does_not_show(client, story):
    story.title = "Tít chưa duyệt"
    story.save_revision()
    assert "Tít chưa duyệt" not in client.get(story.url).content.decode()


def test_privacy_set_on_a_desk_acts_on_its_stories(client, story):
    PageViewRestriction.objects.create(page=story.get_parent(), restriction_type="login")
    assert client.get(story.url).status_code == 302


def test_digits_nobody_has_are_not_found(client, story):
    assert client.get("/van-hoa/202611/tin-0000000/").status_code == 404
    assert client.get("/van-hoa/202611/tin-zzzzzzz/").status_code == 404


def test_main_and_other_sections_and_those_above_them_show_the_story(client, section, brand):
    above = SectionFactory(brand=brand, name="Kinh tế", slug="kinh-te")
    below = SectionFactory(brand=brand, name="Nông nghiệp", slug="nong-nghiep", parent=above)
    page = SectionPageFactory(section=above)
    SectionPageFactory(section=below, parent=page)
    story = StoryFactory(section=below, other_sections=[section], published=True)
    assert story.url.startswith("/kinh-te/nong-nghiep/")
    for address in ("/kinh-te/", "/kinh-te/nong-nghiep/", "/van-hoa/"):
        assert story.url in client.get(address).content.decode(), address
