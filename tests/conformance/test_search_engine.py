"""What every search engine must do, asked of the engine of the database in use, SQLite FTS5 or PostgreSQL, and of Elasticsearch."""

import unicodedata
from datetime import UTC, datetime, timedelta

import pytest

from newsroom.search.documents import Document
from newsroom.search.engines import Filters, Query, engine_of
from newsroom.search.finding import synonyms
from newsroom.search.models import PublicDocument
from newsroom.search.parser import parse
from newsroom.search.services import store

pytestmark = [pytest.mark.datalayer, pytest.mark.django_db]

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)


@pytest.fixture(params=["database", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def settled(request):
    """`settled()`: the engine knows what was written."""
    if request.param == "database":
        yield lambda: None
    else:
        outside = request.getfixturevalue("outside")
        with outside.searching():
            yield outside.settle


@pytest.fixture
def engine(settled):
    def ask():
        settled()
        return engine_of(PublicDocument)

    return ask


@pytest.fixture
def found(engine):
    def search(text, *, filters=Filters(), sort="relevance", limit=1000, prefix=False):  # noqa: B008 frozen
        parsed = parse(text, synonyms=synonyms(), prefix=prefix)
        query = Query(text=parsed, filters=filters, sort=sort, limit=limit)
        asked = engine()
        hits = asked.search(query) if parsed else []
        assert not asked.degraded
        return [hit.object_id for hit in hits]

    return search


def write(*texts, **common):
    """Documents 1, 2, 3, … whose title is the text, or (title, body)."""
    pairs = [text if isinstance(text, tuple) else (text, "") for text in texts]
    store(
        PublicDocument,
        "story",
        {number: Document(title=title, body=body, **common) for number, (title, body) in enumerate(pairs, 1)},
    )


@pytest.mark.parametrize(
    "typed",
    [
        "Đắk Lắk",
        "dak lak",
        "Đăk Lăk",
        "DAK LAK",
        "đak lak",
        unicodedata.normalize("NFD", "Đắk Lắk"),
        "Đắc Lắc",
        "Daklak",
        "darlac",
    ],
)
def test_any_spelling_finds_the_province(found, typed):
    write(
        "Mưa lớn ở Đắk Lắk",
        "Nắng ở Gia Lai",
        ("Cà phê", unicodedata.normalize("NFD", "Niên vụ mới tại Đắk Lắk bắt đầu")),
    )
    assert set(found(typed)) == {1, 3}


@pytest.mark.parametrize("typed", ["BMT", "Ban Mê Thuột", "ban me thuot", "buon ma thuot", "Buôn Ma Thuột"])
def test_any_name_finds_the_city(found, typed):
    write("Phố núi Buôn Ma Thuột vào xuân", "Chợ đêm Ban Mê Thuột", "Đường phố Pleiku")
    assert set(found(typed)) == {1, 2}


@pytest.mark.parametrize(
    ("typed", "first"),
    [("đường", 1), ("dương", 2), ("đương", 3), ("má", 4), ("mả", 5), ("mã", 6), ("toà soạn", 7), ("toa soan", 7)],
)
def test_the_tone_that_was_typed_comes_first(found, typed, first):
    write(
        "Mở đường mới",
        "Thu dương tính",
        "Gánh đương đầu",
        "Thăm má chiều",
        "Xây mả xưa",
        "Đổi mã vùng",
        "Họp tòa soạn báo",
    )
    assert found(typed)[0] == first


def test_every_tone_is_found_all_the_same(found):
    write("Mở đường mới", "Thu dương tính", "Gánh đương đầu")
    assert set(found("duong")) == {1, 2, 3}


@pytest.mark.parametrize(("typed", "first"), [("học sinh", 1), ("sinh học", 2), ("hoc sinh", 1), ("sinh hoc", 2)])
def test_the_order_of_words_decides_what_comes_first(found, typed, first):
    write("Em là học sinh giỏi", "Đây là sinh học phổ thông")
    assert found(typed)[0] == first
    assert len(found(typed)) == 2


def test_quotation_marks_keep_words_together(found):
    write("Em là học sinh giỏi", "Đây là sinh học phổ thông", "Học ở nơi sinh ra")
    assert found("“học sinh”") == [1]
    assert found('"hoc sinh"') == [1]


def test_a_minus_leaves_out(found):
    write("Giá cà phê tăng", "Giá hồ tiêu tăng", "Giá cao su")
    assert found("giá tăng -tiêu") == [1]
    assert found("-tiêu") == []


def test_every_word_must_be_there(found):
    write("Phòng chống ma túy", "Lễ cúng ma")
    assert found("ma tuý") == [1]


def test_the_title_outranks_the_body(found):
    write(
        ("Họp báo", "Người dân trồng sầu riêng trên đất này từ lâu"),
        ("Sầu riêng được giá", "Nhà vườn phấn khởi với vụ mùa năm nay"),
    )
    assert found("sầu riêng") == [2, 1]


@pytest.mark.parametrize("typed", ["Ea H'leo", "Ea H’leo", "ea hleo", "ea h leo", "EA HʼLEO"])
def test_apostrophes_may_be_typed_in_any_way(found, typed):
    write("Về Ea H’leo", "Về Ea Hleo", "Về Ea H'Leo", "Về Ea Kar")
    assert set(found(typed)) == {1, 2, 3}


@pytest.mark.parametrize("typed", ["M'Drắk", "mdrak", "M Drak", "M’ Drắk"])
def test_an_apostrophe_followed_by_a_blank_is_the_same_place(found, typed):
    write("Huyện M’ Drắk", "Huyện MʼDrắk", "Huyện Mdrắk")
    assert set(found(typed)) == {1, 2, 3}


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("Ƀuôn Đôn", 1),
        ("buon don", 1),
        ("čư", 2),
        ("cu", 2),
        ("kơ̆ng", 3),
        ("kong", 3),
        ("ê̆m", 4),
        ("em", 4),
        ("hdư̆m", 5),
        ("hdum", 5),
        ("êđê", 6),
        ("ede", 6),
    ],
)
def test_ede_words_are_found_with_and_without_marks(found, typed, number):
    write("Ƀuôn Đôn", "čư dliê ya", "kơ̆ng ngan", "ê̆m pui", "Ƀuôn hdư̆m", "Mnuih Êđê")
    assert number in found(typed)
    assert number in found(unicodedata.normalize("NFD", typed))


@pytest.mark.parametrize(
    ("typed", "number"), [("3.500đ", 1), ("3500", 1), ("3.500", 1), ("covid-19", 2), ("covid19", 2), ("U21", 3)]
)
def test_numbers_and_units(found, typed, number):
    write("Vé giá 3.500đ một lượt", "Dịch covid-19 lắng xuống", "Giải bóng đá U21 quốc gia")
    assert found(typed) == [number]


def test_the_last_word_may_be_unfinished(found):
    write("Lễ hội đâm trâu", "Lễ phục")
    assert found("le ho", prefix=True) == [1]
    assert found("le ho") == []


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
    from django.db import transaction

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
            1: Document(title="Mưa", section_ids=(3,), author_ids=(5,), form="video", published_at=NOW),
            2: Document(title="Mưa", section_ids=(3, 4), author_ids=(6,), published_at=NOW - timedelta(days=3)),
            3: Document(title="Mưa", section_ids=(4,), language="rad"),
            4: Document(title="Nắng", section_ids=(9,)),
        },
    )
    every = engine().facets(Query(text=parse("mưa")), now=NOW)
    assert every.sections == {3: 2, 4: 2} and every.authors == {5: 1, 6: 1} and every.kinds == {"story": 3}
    assert every.languages == {"vi": 2, "rad": 1} and every.forms == {"video": 1, "": 2}
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


def test_a_very_long_text_can_be_written(found):
    write(("Dài", "chữ " * 30_000 + "cuối"), ("Khác", "".join(chr(0x4E00 + step) for step in range(9000))))
    assert found("chữ") == [1]


HOSTILE = [
    "", " ", '"', 'tivi 12"', "'", "\x00", "a\x00b", "(", ")", "(((", "AND", "OR NOT", "NEAR(a b)", "title:a", "{a b}:c", "^a", "a*", "*", "-", "- -", "--a",
    "a -\"b", '"a" "b', "“a", "a & b | !c <-> d:*", "\\", "a\\'b", "%", "_", "%s", "{}", "🎉", "👨\u200d👩\u200d👧", "\ud800", "a\udfffb", "\u0306", "ê̆" * 100, "½ ﷺ ﬁ",
    "a" * 20_000, "chữ " * 5_000, "\n\t\r", "<script>alert(1)</script>", "; DROP TABLE x; --", "a:b:c", "field:(x OR y)~2^3", "[a TO b]", "/re.*/", "+a", "a||b", "ʼ", "’’’", "H'", "'leo",
    "١٢٣", "漢字かな", "ไทย ภาษา", "\u202eabc", "ß İ ŉ ǰ", "1.000.000.000", "-" * 300, "\"" * 301, "a'b'c'd'e'f", "m m m m m m",
]  # fmt: skip


@pytest.mark.parametrize("part", range(4))
def test_nothing_that_is_typed_breaks_it(settled, engine, part):
    for number, typed in enumerate(HOSTILE[part::4], 1):
        write("Mưa lớn ở Đắk Lắk", *[("", "")] * number, (typed, typed))
    settled()
    for typed in HOSTILE[part::4]:
        for prefix in (False, True):
            parsed = parse(typed, synonyms=synonyms(), prefix=prefix)
            if parsed:
                asked = engine_of(PublicDocument)
                for sort in ("relevance", "newest"):
                    asked.page(Query(text=parsed, sort=sort), start=0, size=10, now=NOW)
                asked.facets(Query(text=parsed), now=NOW)
                asked.titles(parsed.folded, limit=10)
                asked.known(parsed.folded)
                asked.frequencies([parsed.folded])
                assert not asked.degraded, typed
