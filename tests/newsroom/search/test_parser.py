from hypothesis import given
from hypothesis import strategies as st

from newsroom.search.parser import Alternative, parse

ANY_TEXT = st.text(st.characters(), max_size=400)


def required(text, **options):
    return [[alternative.words for alternative in term.alternatives] for term in parse(text, **options).terms]


def test_every_word_is_required_without_its_marks():
    assert required("Đắk Lắk hôm nay") == [[("dak",)], [("lak",)], [("hom",)], [("nay",)]]


def test_quotes_keep_words_together():
    parsed = parse('giá "cà phê nhân')
    assert [term.alternatives[0].words for term in parsed.terms] == [("gia",), ("ca",), ("phe",), ("nhan",)]
    parsed = parse("giá “cà phê” nhân")
    assert parsed.terms[1].alternatives == (Alternative(("ca", "phe")),)


def test_a_minus_excludes_only_at_the_start_of_a_word():
    assert parse("giá -tiêu").excluded == (("tieu",),)
    assert parse('giá -"hồ tiêu"').excluded == (("ho", "tieu"),)
    assert parse("covid-19").excluded == ()


def test_other_ways_of_writing_are_alternatives():
    synonyms = [[("dak", "lak"), ("daklak",)]]
    assert required("ở Daklak", synonyms=synonyms) == [[("o",)], [("daklak",), ("dak", "lak")]]
    assert required("Đắk Lắk mới", synonyms=synonyms) == [[("dak", "lak"), ("daklak",)], [("moi",)]]


def test_a_lone_consonant_may_belong_to_the_next_word():
    assert required("H leo") == [[("h", "leo"), ("hleo",)]]
    assert required("H'leo") == [[("hleo",), ("h", "leo")]]


def test_the_last_word_may_be_unfinished():
    assert [term.prefix for term in parse("le ho", prefix=True).terms] == [False, True]
    assert not parse('le "ho"', prefix=True).terms[-1].prefix


def test_marks_and_order_are_kept_for_ranking():
    assert parse("Học sinh").exact == ("học", "sinh")


def test_long_input_is_cut():
    assert len(parse("chữ " * 500).folded) == 32
    assert sum(map(len, parse("a" * 20_000).folded)) <= 255


@given(ANY_TEXT)
def test_nothing_that_is_typed_breaks_it(text):
    parsed = parse(text, synonyms=[[("dak", "lak"), ("daklak",)]], prefix=True)
    assert len(parsed.folded) <= 32
    assert all(words for term in parsed.terms for words in [alternative.words for alternative in term.alternatives])
