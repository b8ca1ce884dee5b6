import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.language import clean_line, clean_text, nfc

ANY_TEXT = st.text(st.characters(), max_size=200)


def test_what_nobody_can_see_is_gone():
    assert clean_line("Đắk\u200b Lắk\ufeff\x00 \u202etin\u00ad") == "Đắk Lắk tin"


def test_a_line_has_no_line_ends_and_single_blanks():
    assert clean_line("  Mưa\r\nlớn\u2028ở\u00a0 Ea H’leo ") == "Mưa lớn ở Ea H’leo"


def test_a_family_stays_together():
    assert clean_line("👨\u200d👩\u200d👧 vui") == "👨\u200d👩\u200d👧 vui"


def test_paragraphs_are_kept():
    assert clean_text("Một \r\n\r\n\r\n\r\nHai\tba") == "Một\n\nHai ba"


@pytest.mark.parametrize("vowel", ["ê̆", "ô̆", "ơ̆", "ư̆"])
def test_the_breve_of_ede_vowels_survives(vowel):
    assert "\u0306" in nfc(vowel)
    assert clean_line(unicodedata.normalize("NFD", vowel)) == nfc(vowel)


def test_a_long_line_is_not_cut_inside_a_letter():
    assert clean_line("xê̆", max_length=2) == "x"
    assert clean_line("Tin dài", max_length=4) == "Tin"


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing(text):
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@given(ANY_TEXT)
def test_a_clean_text_can_be_stored(text):
    clean = clean_text(text)
    assert "\x00" not in clean
    clean.encode()
    assert clean == nfc(clean)
