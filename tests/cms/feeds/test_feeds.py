"""RSS, sitemaps, robots.txt."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from cms.feeds import sitemaps
from tests.factories import SectionFactory, StoryFactory

pytestmark = pytest.mark.django_db


def xml(client, address):
    response = client.get(address, headers={"host": "localhost"})
    assert response.status_code == 200 and "xml" in response["Content-Type"]
    return ElementTree.fromstring(response.content)


def places(tree):
    return [place.text for place in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]


@pytest.fixture
def story(section):
    return StoryFactory(section=section, title="Tít có <dấu> & dấu “ngoặc”", published=True)


def test_the_feed_names_stories_with_whole_addresses_and_is_announced(client, story):
    item = xml(client, "/rss/").find("channel/item")
    assert item.find("title").text == story.title and item.find("link").text == story.full_url
    assert item.find("category").text == "Văn hóa"
    assert 'type="application/rss+xml"' in client.get("/").content.decode()


def test_a_section_feed_has_its_section_only(client, story, brand):
    assert len(xml(client, "/rss/van-hoa/").findall("channel/item")) == 1
    SectionFactory(brand=brand, slug="kinh-te")
    assert xml(client, "/rss/kinh-te/").findall("channel/item") == []
    assert client.get("/rss/khong-co/").status_code == 404


def test_the_index_names_every_sitemap_and_each_holds_its_range(client, section, monkeypatch):
    monkeypatch.setattr(sitemaps, "PER_PAGE", 2)
    stories = [StoryFactory(section=section, published=True) for _time in range(3)]
    named = [place for place in places(xml(client, "/sitemap.xml")) if place.rsplit("-", 1)[-1][0].isdigit()]
    found = [place for sitemap in named for place in places(xml(client, sitemap.removeprefix("http://localhost")))]
    assert sorted(found) == sorted(story.full_url for story in stories)


def test_pages_of_the_site_are_in_a_sitemap_of_their_own(client, story):
    assert "http://localhost/van-hoa/" in places(xml(client, "/sitemap-trang.xml"))


def test_the_news_sitemap_has_two_days_and_the_headline(client, story, section):
    old = StoryFactory(section=section, title="Bài cũ", published=True)
    past = timezone.now() - timedelta(days=3)
    type(old.address).objects.filter(pk=old.address.pk).update(published_at=past)
    old.placements.update(sorted_at=past)
    assert places(xml(client, "/sitemap-tin-moi.xml")) == [story.full_url]


def test_robots_keep_out_of_the_newsroom_and_find_the_sitemap(client, brand):
    text = client.get("/robots.txt", headers={"host": "localhost"}).content.decode()
    assert "Disallow: /quan-tri/" in text and "Sitemap: http://localhost/sitemap.xml" in text


@pytest.mark.parametrize("address", ["/rss/", "/rss/van-hoa/"])
def test_a_newsroom_without_a_front_page_has_no_feed(client, address):
    assert client.get(address).status_code == 404
