"""Every address that others rely on answers, with the marks of its kind."""

import pytest

from newsroom.stories.models import Withdrawal
from tests.factories import (
    ContributorFactory,
    PictureFactory,
    StandardPageFactory,
    StoryFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(section):
    return StoryFactory(
        title="Lớp học đêm giữ con chữ Ê-đê ở ƀuôn Êa Hra", section=section, published=True, kicker="Giữ tiếng mẹ đẻ",
        authors=[ContributorFactory(name="Lê Thanh Hà", slug="le-thanh-ha")], tags=["Tiếng Ê-đê"],
        lead_picture=PictureFactory(),
    )  # fmt: skip


def text_of(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code, response.headers.get("Location"))
    return response.content.decode()


def test_the_story_stands_at_its_address_with_its_particulars(client, story):
    page = text_of(client, story.url)
    assert story.title in page and "Giữ tiếng mẹ đẻ" in page and 'href="/tac-gia/le-thanh-ha/"' in page
    assert f'<link rel="canonical" href="{story.full_url}">' in page
    assert '"@type": "NewsArticle"' in page and 'property="og:title"' in page
    assert "https://zalo.me/share?u=" in page and "facebook.com/sharer" in page
    assert "Dữ liệu mẫu" in page and "Số 00/GP-MẪU" in page


@pytest.mark.parametrize("address", ["/", "/van-hoa/", "/moi-nhat/", "/the/tieng-e-de/", "/tac-gia/le-thanh-ha/", "/rss/", "/rss/van-hoa/", "/sitemap-1.xml", "/sitemap-tin-moi.xml"])  # fmt: skip
def test_lists_name_the_story(client, story, address):
    page = text_of(client, address)
    assert story.title in page or story.url in page


def test_other_addresses_answer(client, story):
    StandardPageFactory()
    assert "Giới thiệu" in text_of(client, "/gioi-thieu/")
    assert "/sitemap-1.xml" in text_of(client, "/sitemap.xml")
    assert "Sitemap: " in text_of(client, "/robots.txt")
    assert story.title in text_of(client, "/tim-kiem/?q=lop+hoc+dem").replace("<mark>", "").replace("</mark>", "")
    assert "Không có trang nào ở địa chỉ này" in text_of(client, "/khong-co/", 404)


def test_a_withdrawn_story_is_gone_without_its_headline(client, story, django_user_model):
    from django.utils import timezone
    from wagtail.actions.unpublish_page import UnpublishPageAction

    Withdrawal.objects.create(story=story, reason="Sai sự thật", at=timezone.now(), by=story.owner)
    UnpublishPageAction(story).execute(skip_permission_checks=True)
    page = text_of(client, story.url, 410)
    assert "Bài viết này đã được gỡ" in page and "Sai sự thật" in page and story.title not in page
    assert story.title not in text_of(client, "/") and story.url not in text_of(client, "/sitemap-1.xml")
