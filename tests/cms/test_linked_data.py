"""JSON-LD on the pages that search engines read."""

import json
import re

import pytest

from tests.factories import ContributorFactory, PlaceFactory, StoryFactory

pytestmark = pytest.mark.django_db


def graph(client, address) -> dict:
    page = client.get(address, headers={"host": "localhost"}).content.decode()
    found = json.loads(re.search(r'<script type="application/ld\+json">(.+?)</script>', page)[1])
    return {node["@type"]: node for node in found["@graph"]}


def test_a_story_is_a_news_article_with_its_trail_and_publisher(client, section):
    story = StoryFactory(
        section=section, published=True, title="Tít có </script> bên trong", authors=[ContributorFactory(name="Lê Thanh Hà", slug="ha")],
        places=[PlaceFactory()], tags=["Khan"],
    )  # fmt: skip
    told = graph(client, story.url)
    article = told["NewsArticle"]
    assert article["headline"] == story.title and article["mainEntityOfPage"] == story.full_url
    assert article["author"] == [{"@type": "Person", "name": "Lê Thanh Hà", "url": "http://localhost/tac-gia/ha/"}]
    assert article["datePublished"] == article["dateModified"] and article["keywords"] == ["Khan"]
    assert [item["name"] for item in told["BreadcrumbList"]["itemListElement"]] == [
        "Báo Đắk Lắk",
        "Văn hóa",
        story.title,
    ]
    assert article["publisher"]["@id"] == told["NewsMediaOrganization"]["@id"]


def test_front_page_and_section_tell_who_publishes(client, section):
    assert (
        graph(client, "/")["WebSite"]["potentialAction"]["target"]
        == "http://localhost/tim-kiem/?q={search_term_string}"
    )
    told = graph(client, "/van-hoa/")
    assert [item["name"] for item in told["BreadcrumbList"]["itemListElement"]] == ["Báo Đắk Lắk", "Văn hóa"]
    assert told["NewsMediaOrganization"]["name"] == "Báo Đắk Lắk"


def test_a_section_behind_a_password_asks_for_it_in_vietnamese(client, section):
    from wagtail.models import PageViewRestriction

    PageViewRestriction.objects.create(page=section.page, restriction_type="password", password="bi-mat")
    page = client.get("/van-hoa/").content.decode()
    assert "Trang này cần mật khẩu" in page and 'type="password"' in page
