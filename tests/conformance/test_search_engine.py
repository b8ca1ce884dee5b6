"""What every search engine does with rows: changed, deleted, filtered, counted, paged."""

from datetime import timedelta

import pytest
from django.db import transaction

from newsroom.search.documents import Document
from newsroom.search.engines import Filters, Query
from newsroom.search.models import PublicDocument
from newsroom.search.parser import parse
from newsroom.search.services import store
from tests.conformance.conftest import NOW, write

pytestmark = [pytest.mark.datalayer, pytest.mark.django_db]


def test_filters_narrow_what_is_found(found):
    store(
        PublicDocument,
        "story",
        {
            1: Document(title="Mưa", section_ids=(3, 12), desk_id=7, published_at=NOW),
            2: Document(
                title="Mưa",
                section_ids=(31,),
                author_ids=(5,),
                language="rad",
                form="video",
                published_at=NOW - timedelta(days=9),
            ),
        },
    )
    store(PublicDocument, "picture", {1: Document(title="Mưa", organization_id=2, acl=("desk:1", "desk:12"))})
    assert found("mua", filters=Filters(sections=[3])) == [1]
    assert found("mua", filters=Filters(sections=[1])) == []
    assert found("mua", filters=Filters(authors=[5, 6])) == [2]
    assert found("mua", filters=Filters(languages=["rad"])) == [2]
    assert found("mua", filters=Filters(forms=["video"])) == [2]
    assert found("mua", filters=Filters(kinds=["picture"], organizations=[2])) == [1]
    assert found("mua", filters=Filters(desks=[7])) == [1]
    assert found("mua", filters=Filters(since=NOW - timedelta(days=1))) == [1]
    assert found("mua", filters=Filters(until=NOW - timedelta(days=1))) == [2]
    assert len(found("mua", filters=Filters(scopes={"picture": ["desk:1"], "story": None}))) == 3
    assert len(found("mua", filters=Filters(scopes={"picture": ["desk:2"], "story": None}))) == 2
    assert len(found("mua", filters=Filters(scopes={"picture": ["desk:1", "desk:9"], "story": []}))) == 1
    assert found("mua", filters=Filters(scopes={})) == []


def test_the_newest_first(found):
    store(
        PublicDocument,
        "story",
        {day: Document(title="Mưa", published_at=NOW - timedelta(days=day)) for day in (3, 1, 2)},
    )
    assert found("mưa", sort="newest") == [1, 2, 3]
    assert found("mưa", sort="newest", limit=2) == [1, 2]


def test_a_changed_document_is_found_by_its_new_words_only(found):
    write("Mưa lớn")
    write("Nắng gắt")
    assert found("mưa") == []
    assert found("nắng") == [1]


def test_a_deleted_document_is_gone(found):
    write("Mưa lớn")
    store(PublicDocument, "story", {1: None})
    assert found("mưa") == []


def test_a_change_that_is_rolled_back_was_never_there(found):
    with pytest.raises(RuntimeError), transaction.atomic():
        write("Mưa lớn")
        raise RuntimeError
    assert found("mưa") == []


def test_versions_only_grow():
    write("Một")
    first = PublicDocument.objects.get().version
    store(PublicDocument, "story", {1: Document(title="Hai")}, now=NOW - timedelta(days=900))
    assert PublicDocument.objects.get().version > first


def test_words_that_are_known_and_how_often_phrases_stand(engine):
    """Words of this test alone: an engine may remember for a while what was deleted."""
    write("khèn sáo thổi", "khèn sáo", "sáo khèn")
    assert set(engine().known(["khen", "thoi", "khong"])) == {"khen", "thoi"}
    engine().rebuild()
    assert engine().known(["khen", "thoi", "khong"]) == {"khen": 3, "thoi": 1}
    assert engine().frequencies([("khen", "sao"), ("sao", "khen"), ("thoi", "khen"), ("thoi",)]) == [2, 1, 0, 1]
    assert engine().frequencies([]) == []


def test_titles_by_the_words_typed_so_far(engine):
    write("Lễ hội đâm trâu", "Lễ phục", ("Khác", "lễ hội"))
    numbers = dict(PublicDocument.objects.values_list("pk", "object_id"))
    assert [numbers[pk] for pk in engine().titles(("le", "ho"), limit=5)] == [1]
    assert [numbers[pk] for pk in engine().titles(("le",), limit=5)] == [2, 1]


def test_facets_keep_the_siblings_of_what_is_chosen(engine):
    store(
        PublicDocument,
        "story",
        {
            1: Document(title="Mưa", section_ids=(3,), author_ids=(5,), desk_id=7, form="video", published_at=NOW),
            2: Document(title="Mưa", section_ids=(3, 4), author_ids=(6,), published_at=NOW - timedelta(days=3)),
            3: Document(title="Mưa", section_ids=(4,), language="rad"),
            4: Document(title="Nắng", section_ids=(9,)),
        },
    )
    every = engine().facets(Query(text=parse("mưa")), now=NOW)
    assert every.sections == {3: 2, 4: 2} and every.authors == {5: 1, 6: 1} and every.kinds == {"story": 3}
    assert every.desks == {7: 1} and every.languages == {"vi": 2, "rad": 1} and every.forms == {"video": 1, "": 2}
    assert every.ranges == {"day": 1, "week": 2, "month": 2, "year": 2}
    chosen = Filters(sections=[4], since=NOW - timedelta(days=7))
    some = engine().facets(Query(text=parse("mưa"), filters=chosen), now=NOW)
    assert (some.sections, some.authors, some.ranges["week"]) == ({3: 2, 4: 1}, {6: 1}, 1)
    nothing = Filters(sections=[777], authors=[888], languages=["xx"], forms=["?"], kinds=["none"])
    assert not engine().facets(Query(text=parse("mưa"), filters=nothing), now=NOW).sections


def test_pages_end(engine):
    write(*(f"Mưa lần {number}" for number in range(25)))
    query = Query(text=parse("mưa"))
    first, third = (engine().page(query, start=start, size=10, now=NOW) for start in (0, 20))
    assert (len(first.hits), len(third.hits), first.total, third.total) == (10, 5, 25, 25)
    for start in (25, 1_000, 10_000, 10**9):
        assert engine().page(query, start=start, size=20, now=NOW) == ([], 25)


def test_of_equal_texts_the_newer_and_the_weightier_comes_first(engine):
    days = {1: 900, 2: 0, 3: 400}
    documents = {number: Document(title="Mưa", published_at=NOW - timedelta(days=age)) for number, age in days.items()}
    store(
        PublicDocument, "story", {**documents, 4: Document(title="Mưa", boost=3.0), 5: Document(title="Mưa", boost=0.1)}
    )
    page = engine().page(Query(text=parse("mưa")), start=0, size=10, now=NOW)
    assert [hit.object_id for hit in page.hits] == [4, 2, 3, 1, 5]


def test_a_rebuild_finds_the_same(engine, found):
    write("Mưa lớn", "Nắng gắt")
    engine().rebuild()
    assert found("mưa") == [1]
    assert found("nang") == [2]
