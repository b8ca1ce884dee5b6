from datetime import timedelta
from types import SimpleNamespace

import pytest

from newsroom.search.engines import Filters
from newsroom.search.models import PublicDocument, StaffDocument, Synonym
from newsroom.search.queries import search_public, search_staff, suggest
from newsroom.search.services import refresh, remove

from .conftest import NOW

pytestmark = [pytest.mark.datalayer, pytest.mark.django_db]

READER_OF_ALL = SimpleNamespace(tokens=None)


def titles(results):
    return [row.title for row in results.rows]


def test_a_reader_finds_a_story_and_sees_why(write):
    write("Mưa lớn ở Đắk Lắk", body="Nước lên ở Krông Ana")
    [row] = search_public("dak lak").rows
    assert (row.title_html, row.extract_html, row.url) == (
        "Mưa lớn ở <mark>Đắk Lắk</mark>",
        "Nước lên ở Krông Ana",
        row.url,
    )


def test_a_draft_is_found_by_the_newsroom_only(write):
    write("Bản nháp mật", live=False)
    assert titles(search_public("bản nháp")) == []
    assert titles(search_staff("bản nháp", user=READER_OF_ALL)) == ["Bản nháp mật"]


def test_what_was_withdrawn_a_moment_ago_is_not_shown(write, desk):
    page = write("Tin sẽ gỡ")
    desk.hidden.add(page.pk)
    assert titles(search_public("tin gỡ")) == []
    assert suggest("tin sẽ") == []


def test_a_story_that_went_offline_is_forgotten(write):
    page = write("Tin đã gỡ")
    page.live = False
    refresh("page", page)
    assert not PublicDocument.objects.exists()
    assert StaffDocument.objects.count() == 1
    remove("page", [page.pk])
    assert not StaffDocument.objects.exists()


def test_a_member_of_the_newsroom_sees_the_desks_it_may(write):
    write("Tin ban Kinh tế", acl=["desk:1"])
    write("Tin ban Văn hóa", acl=["desk:11"])
    assert titles(search_staff("tin ban", user=SimpleNamespace(tokens=["desk:1"]))) == ["Tin ban Kinh tế"]
    assert titles(search_staff("tin ban", user=SimpleNamespace(tokens=[]))) == []
    assert len(titles(search_staff("tin ban", user=READER_OF_ALL))) == 2


def test_of_two_equal_stories_the_newer_comes_first(write):
    write("Mưa lớn", published_at=NOW - timedelta(days=900))
    newer = write("Mưa lớn", published_at=NOW)
    assert search_public("mưa", now=NOW).rows[0].object_id == newer.pk


def test_pages_of_results(write):
    for number in range(5):
        write(f"Mưa lần {number}")
    first = search_public("mưa", per_page=2)
    assert (first.total, first.pages, len(first.rows), first.capped) == (5, 3, 2, False)
    assert len(search_public("mưa", per_page=2, page=3).rows) == 1
    assert search_public("mưa", per_page=2, page=9).rows == []
    assert len(search_public("mưa", per_page=2, page=-4).rows) == 2


def test_a_chosen_facet_keeps_its_siblings(write):
    write("Mưa", section_ids=[1], author_ids=[7], published_at=NOW)
    write("Mưa", section_ids=[2], author_ids=[7], published_at=NOW - timedelta(days=3))
    write("Mưa", section_ids=[2, 1], language="rad", published_at=NOW - timedelta(days=90))
    facets = search_public("mưa", facets=True, now=NOW).facets
    assert facets.sections == {1: 2, 2: 2}
    assert facets.ranges == {"day": 1, "week": 2, "month": 2, "year": 3}
    chosen = search_public("mưa", filters=Filters(sections=[2], languages=["vi"]), facets=True, now=NOW)
    assert len(chosen.rows) == 1
    assert chosen.facets.sections == {1: 1, 2: 1}
    assert chosen.facets.languages == {"vi": 1, "rad": 1}
    assert chosen.facets.authors == {7: 1}
    recent = search_public("mưa", filters=Filters(since=NOW - timedelta(days=7)), facets=True, now=NOW)
    assert recent.facets.ranges == {"day": 1, "week": 2, "month": 2, "year": 3}
    assert recent.facets.kinds == {"page": 2}


@pytest.mark.parametrize("typed", ["ddak lak", "dak lakk", "dk lak", "daklak sau rieng", "sầu riềg", "sau rienh"])
def test_a_slip_of_the_finger_is_mended(write, typed):
    Synonym.objects.all().delete()
    write("Sầu riêng Đắk Lắk vào vụ", body="Sầu riêng được giá")
    write("Người nghèo có nhà", body="Mái ấm cho người nghèo")
    results = search_public(typed)
    assert results.corrected
    assert titles(results) == ["Sầu riêng Đắk Lắk vào vụ"]
    assert any(words in results.did_you_mean for words in ("đắk lắk", "sầu riêng"))


def test_another_spelling_is_offered_when_little_was_found(write):
    write("Sầu riên")
    for number in range(3):
        write(f"Sầu riêng vụ {number}")
    results = search_public("sầu riên")
    assert titles(results) == ["Sầu riên"]
    assert (results.did_you_mean, results.corrected) == ("sầu riêng", False)


def test_nothing_is_offered_for_what_nobody_wrote(write):
    write("Sầu riêng")
    results = search_public("xyzxyz qwerty")
    assert (results.rows, results.did_you_mean, results.total) == ([], "", 0)


def test_editors_may_add_a_way_of_writing(write):
    write("Đại ngàn Tây Nguyên")
    assert titles(search_public("cao nguyên")) == []
    Synonym.objects.create(variants="Tây Nguyên|cao nguyên")
    assert titles(search_public("cao nguyên")) == ["Đại ngàn Tây Nguyên"]


def test_titles_are_offered_while_typing(write):
    write("Lễ hội cà phê")
    write("Về dự lễ hội")
    write("Lễ phục")
    assert suggest("lễ hộ") == ["Lễ hội cà phê", "Về dự lễ hội"]
    assert suggest("LE HOI CA") == ["Lễ hội cà phê"]
    assert suggest("l") == []


def test_a_kind_that_is_no_longer_registered_shows_nothing(write):
    from newsroom.search import registry

    write("Tin lẻ")
    kind = registry.get("page")
    registry.unregister("page")
    assert search_public("tin lẻ").rows == []
    registry.register(kind)


def test_the_number_of_queries_does_not_grow(write, django_assert_max_num_queries):
    for number in range(30):
        write(f"Mưa lần {number}", body="Nước lên")
    with django_assert_max_num_queries(5):
        assert len(search_public("mưa", facets=True).rows) == 20


@pytest.mark.parametrize("typed", ["", '"', "-", "\x00", "\ud800", "a" * 20_000, "🎉", "* OR (", "%s %(x)s", "\\"])
def test_nothing_that_is_typed_breaks_a_page(write, typed):
    write("Mưa")
    assert search_public(typed, facets=True).rows == []
    assert search_staff(typed, user=READER_OF_ALL).rows == []
    assert suggest(typed) == []
