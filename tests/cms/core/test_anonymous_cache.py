"""Readers without an account get kept pages; whatever changes what they see starts a new generation."""

import gzip

import pytest
from django.http import HttpResponse

from cms.core.anonymous_cache import AnonymousPageCache
from cms.core.models import Generation
from cms.home.models import LeadSlot
from tests.factories import StoryFactory, UserFactory, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(section):
    return StoryFactory(title="Giá cà phê tăng phiên thứ ba", section=section, published=True)


def title_on_front(client) -> bool:
    return "Giá cà phê" in client.get("/").content.decode()


def test_the_second_reader_costs_one_query(client, story, django_assert_num_queries):
    client.get(story.url)
    with django_assert_num_queries(1):
        assert client.get(story.url).status_code == 200


def test_campaign_marks_in_the_address_make_no_new_entry(client, story, django_assert_num_queries):
    client.get(story.url)
    with django_assert_num_queries(1):
        client.get(f"{story.url}?utm_source=zalo&fbclid=x")


def test_a_kept_page_says_how_long_it_may_be_kept_and_answers_304(client, story):
    response = client.get(story.url)
    assert response["Cache-Control"].startswith("public, no-cache") and "Cookie" in response["Vary"]
    again = client.get(story.url, headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304 and again.content == b""
    assert client.get(story.url, headers={"If-None-Match": f'W/{response["ETag"]}, "other"'}).status_code == 304
    assert client.get(story.url, headers={"If-None-Match": 'W/"other"'}).status_code == 200


def test_a_page_travels_compressed_to_who_takes_it(client, story):
    plain = client.get(story.url)
    packed = client.get(story.url, headers={"Accept-Encoding": "gzip, br"})
    assert packed["Content-Encoding"] == "gzip" and gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 2


def test_publish_shows_at_once(client, section):
    draft = StoryFactory(title="Giá cà phê đứng lại", section=section)
    assert not title_on_front(client)
    publish(draft)
    assert title_on_front(client)


def test_an_update_shows_at_once(client, story):
    assert client.get(story.url).status_code == 200
    story.sapo = "Đã sửa số liệu."
    story.save_revision()
    publish(story)
    assert "Đã sửa số liệu." in client.get(story.url).content.decode()


def test_moving_a_section_and_placing_a_lead_show_at_once(client, story, brand):
    before = Generation.current()
    page = story.section.page
    page.title = "Văn hóa, du lịch"
    page.save()
    assert Generation.current() > before
    assert "Văn hóa, du lịch" in client.get("/").content.decode()
    client.get("/")
    LeadSlot.objects.create(
        home=brand.home_page, position=1, story=story, title="Tít trên trang chủ", placed_at=story.address.published_at
    )
    assert "Tít trên trang chủ" in client.get("/").content.decode()


def test_somebody_logged_in_never_gets_or_leaves_a_kept_page(client, story):
    client.force_login(UserFactory())
    response = client.get(story.url)
    assert "public" not in response.get("Cache-Control", "") and not response.has_header("ETag")


def test_a_page_drawn_before_the_change_is_not_shown_after_it(rf, story):
    """The story is updated while a reader's request is being answered with the old text."""
    texts = iter(["bản cũ", "bản mới"])

    def site(request):
        response = HttpResponse(next(texts))
        Generation.advance()
        return response

    pages = AnonymousPageCache(site)
    assert pages(rf.get(story.url)).content.decode() == "bản cũ"
    assert pages(rf.get(story.url)).content.decode() == "bản mới"


def test_what_was_not_found_is_not_kept(client, story):
    client.get("/khong-co/")
    response = client.get("/khong-co/")
    assert response.status_code == 404 and not response.has_header("ETag")


def test_a_redirect_keeps_each_readers_own_query(client, section):
    for mark in ("a", "b"):
        assert client.get(f"/van-hoa?utm_source={mark}").url == f"/van-hoa/?utm_source={mark}"
