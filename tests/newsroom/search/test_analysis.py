import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from newsroom.search.analysis import MAX_WORDS, analyse


def test_words_with_and_without_marks_stand_at_the_same_place():
    assert analyse("Toà soạn Đắk Lắk")[:2] == ("tòa soạn đắk lắk", "toa soan dak lak")


def test_neighbours_are_pairs_with_and_without_marks():
    assert analyse("Học sinh giỏi 5").pairs == "học_sinh hoc_sinh sinh_giỏi sinh_gioi giỏi_5 gioi_5"
    assert analyse("ba con").pairs == "ba_con"


def test_other_spellings_follow_after_the_words():
    assert analyse("Ea H’leo xanh").folded == "ea hleo xanh h leo"
    assert analyse("giá 3.500đ").folded == "gia 3500d 3500 d"
    assert analyse("M’ Drắk").exact == "m drắk mdrắk"
    assert analyse("Êđê 2026").exact == "êđê 2026"


def test_a_very_long_text_is_cut():
    assert len(analyse("H'leo " * 30_000).exact.split()) <= 2 * MAX_WORDS + 2


@given(st.text(st.characters(), max_size=300))
def test_both_forms_have_the_same_number_of_words(text):
    exact, folded, _ = analyse(text, text)
    assert len(exact.split()) == len(folded.split())
    (exact + folded).encode()


@given(st.text("Đắk Lắk H'’leo3.500đ ê̆ơ̆toà", max_size=60))
def test_composed_and_decomposed_text_are_the_same(text):
    assert analyse(unicodedata.normalize("NFD", text)) == analyse(unicodedata.normalize("NFC", text))
