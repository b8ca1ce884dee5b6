"""/tim-kiem/: nothing typed makes an error, and whatever way Đắk Lắk is written finds it."""

import time
import unicodedata
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.utils import timezone

from cms.search import views
from media_pipeline.assets.models import Asset
from newsroom.editorial.models import PinnedResult
from newsroom.search import query_counts, services
from newsroom.search.models import PublicDocument, QueryCount
from newsroom.stories.models import Story, Withdrawal
from tests.factories import ContributorFactory, GenreFactory, StoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(section):
    person = ContributorFactory(name="Lê Thanh Hà")
    return StoryFactory(section=section, title="Mùa cà phê ở Đắk Lắk", authors=[person], published=True)


@pytest.mark.parametrize(
    "typed", ["dak lak", "Đăk Lăk", "DAK LAK", unicodedata.normalize("NFD", "Đắk Lắk"), '"Đắk Lắk"']
)
def test_every_way_of_writing_finds_it(client, story, typed):
    page = client.get("/tim-kiem/", {"q": typed}).content.decode()
    assert story.url in page and "1 kết quả" in page and "<mark>" in page


@pytest.mark.parametrize(
    "typed",
    ["", " ", '"', '"""', "AND OR NOT", "a*b(c)^d", "'; DROP TABLE", "<script>alert(1)</script>", "x" * 5000, "\x00", "%", "🙂", "-", "né:\\"],
)  # fmt: skip
def test_nothing_typed_makes_an_error_or_comes_back_as_markup(client, story, typed):
    response = client.get("/tim-kiem/", {"q": typed})
    assert response.status_code == 200 and "<script>alert" not in response.content.decode()


@pytest.mark.parametrize(
    "more", ["muc=x", "muc=999999", "tac-gia=-1", "luc=hom-qua", "xep=gia", "trang=0", "trang=999999", "trang=x"]
)
def test_unknown_choices_are_left_out(client, story, more):
    assert client.get(f"/tim-kiem/?q=ca+phe&{more}").status_code == 200


def test_choices_narrow_and_keep_each_other(client, story, section):
    page = client.get(f"/tim-kiem/?q=ca+phe&muc={section.pk}&luc=day").content.decode()
    assert story.url in page and f"muc={section.pk}&amp;luc=day&amp;xep=newest" in page
    assert "Lê Thanh Hà" in page and "Bảy ngày qua" in page
    assert story.url not in client.get(f"/tim-kiem/?q=ca+phe&muc={section.pk + 1}").content.decode()


def test_nothing_found_says_what_to_do(client, story):
    page = client.get("/tim-kiem/?q=xyzzy").content.decode()
    assert "Không có kết quả" in page and "Gõ không dấu cũng tìm được." in page


def test_forms_and_languages_are_choices_that_keep_their_siblings(client, story, section):
    StoryFactory(section=section, title="Čư̆ Ƀuôn Đôn cà phê", language="rad", published=True)
    StoryFactory(
        section=section, title="Thơ cà phê", genre=GenreFactory(code="tho", royalty_group="literature"), published=True
    )
    page = client.get("/tim-kiem/?q=ca+phe").content.decode()
    assert "Thơ, truyện <span>1</span>" in page and "Tiếng Ê-đê <span>1</span>" in page
    chosen = client.get("/tim-kiem/?q=ca+phe&loai=literature").content.decode()
    assert "1 kết quả" in chosen and "Bài viết <span>2</span>" in chosen
    assert "1 kết quả" in client.get("/tim-kiem/?q=cu+buon+don&tieng=rad").content.decode()


def test_an_editor_puts_one_story_first(client, story, section):
    other = StoryFactory(section=section, title="Sách hướng dẫn du lịch", published=True)
    PinnedResult.objects.create(words="cà phê|coffee", story=other)
    page = client.get("/tim-kiem/?q=CA+PHE").content.decode()
    assert page.index(other.url) < page.index(story.url) and "Tòa soạn chọn" in page
    assert "Tòa soạn chọn" not in client.get("/tim-kiem/?q=ca+phe+dak+lak").content.decode()
    Withdrawal.objects.create(story=other, reason="Sai", at=timezone.now())
    Story.objects.get(pk=other.pk).unpublish()
    caches["searches"].clear()
    assert other.url not in client.get("/tim-kiem/?q=ca+phe").content.decode()


def test_a_story_that_was_taken_down_is_gone_at_the_next_press(client, story):
    assert story.url in client.get("/tim-kiem/?q=ca+phe").content.decode()
    Withdrawal.objects.create(story=story, reason="Sai", at=timezone.now())
    Story.objects.get(pk=story.pk).unpublish()
    assert story.url not in client.get("/tim-kiem/?q=ca+phe").content.decode()


def test_the_same_search_is_answered_from_the_cache_of_the_generation(client, story, django_assert_max_num_queries):
    client.get("/tim-kiem/?q=ca+phe")
    with django_assert_max_num_queries(2):
        assert story.url in client.get("/tim-kiem/?q=ca+phe&utm_source=x").content.decode()


def test_a_slip_is_offered_right_and_the_exact_words_stay_at_hand(client, section):
    for number in range(3):
        StoryFactory(section=section, title=f"Lễ hội cà phê lần {number}", published=True)
    page = client.get("/tim-kiem/", {"q": "lễ hội cà phệ xx"}).content.decode()
    assert "Không có kết quả" in page
    page = client.get("/tim-kiem/", {"q": "lê hôj cà phê"}).content.decode()
    assert "Đang hiện kết quả cho <b>lễ hội cà phê</b>" in page and "Chỉ tìm đúng chữ" in page


def test_a_person_and_a_subject_are_a_way_in(client, section):
    person = ContributorFactory(name="H'Linh Niê", pen_name="Linh Ban Mê")
    StoryFactory(section=section, authors=[person], tags=["Ban Mê xưa"], published=True)
    page = client.get("/tim-kiem/", {"q": "ban me"}).content.decode()
    assert f"/tac-gia/{person.slug}/" in page and "/the/" in page
    assert "H&#x27;Linh Niê" not in page, "the name behind a pen name is nobody's business"
    assert person.slug not in client.get("/tim-kiem/", {"q": "h'linh nie"}).content.decode()


def test_words_typed_so_far_are_completed(client, story):
    assert client.get("/tim-kiem/goi-y/", {"q": "mua ca ph"}).json() == ["mua ca ph", [story.title]]
    assert client.get("/tim-kiem/goi-y/", {"q": "x" * 3000}).json()[1] == []
    for typed in ("o dac lac", "Daklak", "cà phê ở Đắc Lắc"):
        assert client.get("/tim-kiem/goi-y/", {"q": typed}).json()[1] == [story.title], typed
    for odd in ('"', "-", '-a "b', "🎉", "a -b", "-abc", "-Đắc Lắc"):
        assert client.get("/tim-kiem/goi-y/", {"q": odd}).status_code == 200
    StoryFactory(title="Mùa cà phê bản nháp")
    assert client.get("/tim-kiem/goi-y/", {"q": "mua ca phe ban nh"}).json()[1] == []


def test_a_title_is_offered_while_readers_of_this_house_may_read_it(client, story):
    StoryFactory(title="Mùa cà phê nhà khác", published=True)
    answer = client.get("/tim-kiem/goi-y/", {"q": "mua ca ph"})
    assert answer.json()[1] == [story.title] and "no-cache" in answer["Cache-Control"]
    Withdrawal.objects.create(story=story, reason="Sai", at=timezone.now())
    Story.objects.get(pk=story.pk).unpublish()
    assert client.get("/tim-kiem/goi-y/", {"q": "mua ca ph"}).json()[1] == []


def test_what_an_engine_outside_hears_late_is_not_kept_for_long(client, story, settings, monkeypatch):
    settings.SEARCH_ENGINE, settings.ELASTICSEARCH = "elasticsearch", {"hosts": ["http://127.0.0.1:9"]}
    monkeypatch.setattr(views, "LAGGING", 0.2)
    PublicDocument.objects.all().delete()
    assert story.url not in client.get("/tim-kiem/?q=ca+phe").content.decode()
    services.refresh("story", story)
    time.sleep(0.3)
    assert story.url in client.get("/tim-kiem/?q=ca+phe").content.decode()


def test_a_browser_learns_how_to_ask(client, story):
    response = client.get("/tim-kiem/opensearch.xml")
    assert response["Content-Type"].startswith("application/opensearchdescription+xml")
    assert "/tim-kiem/?q={searchTerms}" in response.content.decode()
    assert "/tim-kiem/opensearch.xml" in client.get("/tim-kiem/").content.decode()


def test_what_found_nothing_is_counted_without_a_person(client, story):
    for _ in range(2):
        client.get("/tim-kiem/", {"q": "Sân bay Xyzzy"})
        caches["searches"].clear()
    client.get("/tim-kiem/", {"q": "cà phê"})
    today = timezone.localdate()
    [asked] = query_counts.without_results(place="readers", since=today)
    assert (asked.text, asked.times, asked.last) == ("Sân bay Xyzzy", 2, today)
    assert {field.name for field in QueryCount._meta.fields} == {
        "id",
        "day",
        "place",
        "words",
        "text",
        "times",
        "found",
    }


def test_the_second_at_which_it_is_said(client, section):
    film = Asset.objects.create(type="video", title="Cao tốc", duration=400)
    text = "WEBVTT\n\n00:03:12.000 --> 00:03:15.000\nCao tốc về Buôn Ma Thuột thông xe.\n"
    film.captions.create(text=text, changed_at=timezone.now())
    story = StoryFactory(
        section=section,
        title="Tin trưa",
        body=[("video", {"media": film, "caption": "", "credit": ""})],
        published=True,
    )
    page = client.get("/tim-kiem/", {"q": "cao toc thong xe"}).content.decode()
    assert f'href="{story.url}#tep-{film.pk}-192"' in page and "Xem từ 03:12" in page and "phút 03:12" in page
    film.rights_until = timezone.localdate() - timedelta(days=1)
    film.save()
    caches["searches"].clear()
    assert "#tep-" not in client.get("/tim-kiem/", {"q": "cao toc thong xe"}).content.decode()
