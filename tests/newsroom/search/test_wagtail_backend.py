import unicodedata

import pytest
from django.contrib.auth.models import Group
from modelsearch.query import MATCH_ALL, Boost, Fuzzy, Not, Phrase, PlainText
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from newsroom.search.wagtail_backend import SearchBackend

pytestmark = [pytest.mark.datalayer, pytest.mark.django_db]


def titles(results):
    return [page.title for page in results]


def test_it_is_the_backend_of_this_project():
    assert isinstance(get_search_backend(), SearchBackend)


@pytest.mark.parametrize("typed", ["dak lak", "Đăk Lăk", "DAK LAK", unicodedata.normalize("NFD", "Đắk Lắk"), "Daklak"])
def test_a_page_is_found_however_it_is_typed(write, typed):
    write("Mưa lớn ở Đắk Lắk")
    write("Nắng ở Gia Lai")
    assert titles(Page.objects.search(typed)) == ["Mưa lớn ở Đắk Lắk"]
    assert titles(Page.objects.autocomplete(typed)) == ["Mưa lớn ở Đắk Lắk"]


def test_the_body_is_found_too_and_the_title_first(write):
    write("Họp báo", body="Sầu riêng vào vụ")
    write("Sầu riêng được giá")
    assert titles(Page.objects.search("sau rieng")) == ["Sầu riêng được giá", "Họp báo"]


def test_the_queryset_keeps_its_say(write):
    write("Mưa một")
    write("Mưa hai", live=False)
    assert titles(Page.objects.live().search("mưa")) == ["Mưa một"]
    assert titles(Page.objects.order_by("-title").search("mưa", order_by_relevance=False)) == ["Mưa một", "Mưa hai"]
    assert Page.objects.not_live().search("mưa").count() == 1


def test_a_box_that_searches_while_typing(write):
    write("Lễ hội đâm trâu")
    assert titles(Page.objects.autocomplete("lễ hộ")) == ["Lễ hội đâm trâu"]
    assert titles(Page.objects.search("lễ hộ")) == []


def test_results_are_counted_cut_and_picked(write):
    for number in range(5):
        write(f"Mưa {number}")
    results = Page.objects.search("mưa")
    assert results.count() == len(results) == 5
    assert len(results[1:3]) == results[1:3].count() == 2
    assert titles(results[:2]) + titles(results[2:]) == titles(results)
    assert results[0].title == titles(results)[0]
    assert results[4:9].count() == 1


def test_scores_fall(write):
    write("Mưa một")
    write("Mưa hai")
    scores = [page.score for page in Page.objects.search("mưa").annotate_score("score")]
    assert scores == sorted(scores, reverse=True)


def test_facets(write):
    write("Mưa một")
    write("Mưa hai", live=False)
    assert Page.objects.search("mưa").facet("live") == {True: 1, False: 1}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (PlainText("mưa nắng", operator="or"), {"Mưa", "Nắng", "Mưa nắng"}),
        (PlainText("mưa") & PlainText("nắng"), {"Mưa nắng"}),
        (PlainText("mưa") & ~PlainText("nắng"), {"Mưa"}),
        (PlainText("mưa") | Phrase("nắng"), {"Mưa", "Nắng", "Mưa nắng"}),
        (Phrase("mưa nắng"), {"Mưa nắng"}),
        (Boost(Fuzzy("mua"), 2), {"Mưa", "Mưa nắng"}),
        (MATCH_ALL, {"Mưa", "Nắng", "Mưa nắng"}),
        (~MATCH_ALL, set()),
        (Not(PlainText("mưa")), {"Nắng"}),
        (Not(PlainText("mưa")) | PlainText("mưa nắng"), {"Nắng", "Mưa nắng"}),
    ],
)
def test_composed_queries(write, query, found):
    ids = [write(title).pk for title in ("Mưa", "Nắng", "Mưa nắng")]
    assert set(titles(Page.objects.filter(pk__in=ids).search(query))) == found


@pytest.mark.parametrize(
    "typed", ["", " ", '"', 'tivi 12"', "\x00", "\ud800", "a" * 20_000, "chữ " * 400, "🎉", "* OR ("]
)
def test_nothing_that_is_typed_breaks_a_box(write, typed):
    write("Mưa")
    assert titles(Page.objects.search(typed)) == []
    assert titles(Page.objects.autocomplete(typed)) == []


def test_pages_that_no_app_registered_are_found_by_title(django_assert_max_num_queries):
    parent = Page.objects.get(depth=1)
    parent.add_child(instance=Page(title="Chuyên mục Kinh tế", slug="kinh-te-2"))
    parent.add_child(instance=Page(title="Chuyên mục Thể thao", slug="the-thao-2"))
    Page.objects.search("kinh").count()  # content types are read once in the life of a process
    with django_assert_max_num_queries(6):
        assert titles(Page.objects.autocomplete("kinh t")) == ["Chuyên mục Kinh tế"]
    assert titles(Page.objects.search("chuyen muc -thao")) == ["Chuyên mục Kinh tế"]


def test_a_model_that_is_not_indexed_finds_nothing():
    assert list(get_search_backend().search("moderators", Group)) == []


def test_many_results_cost_no_more_queries(write, django_assert_max_num_queries):
    for number in range(25):
        write(f"Mưa {number}")
    with django_assert_max_num_queries(5):
        assert len(Page.objects.search("mưa")[:20]) == 20
