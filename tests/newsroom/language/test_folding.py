import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.language import canonical_tone, fold, tokens

ANY_TEXT = st.text(st.characters(), max_size=200)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Đắk Lắk", "dak lak"),
        ("ĐẮK LẮK", "dak lak"),
        (unicodedata.normalize("NFD", "Đắk Lắk"), "dak lak"),
        ("Ƀuôn Ma Thuôt", "buon ma thuot"),
        ("č ñ ĭ ŭ ŏ ĕ ê̆ ô̆ ơ̆ ư̆", "c n i u o e e o o u"),
    ],
)
def test_words_without_marks(typed, folded):
    assert fold(typed) == folded


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("hoà", "hòa"),
        ("khoẻ", "khỏe"),
        ("thuý", "thúy"),
        ("uỷ ban", "ủy ban"),
        ("Hoà Bình, TOÀ SOẠN", "Hòa Bình, TÒA SOẠN"),
        ("quý", "quý"),
        ("qúy", "quý"),
        ("quỳ", "quỳ"),
        ("hòan", "hoàn"),
        ("ngòai", "ngoài"),
        ("Hùynh", "Huỳnh"),
        ("hoàn toàn", "hoàn toàn"),
        ("thuyền", "thuyền"),
        ("quả", "quả"),
        ("hoặc", "hoặc"),
        ("khuỷu", "khuỷu"),
    ],
)
def test_the_tone_stands_where_newspapers_put_it(typed, canonical):
    assert canonical_tone(typed) == unicodedata.normalize("NFC", canonical)


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("Ea H'leo và H’Linh", ["ea", "hleo", "và", "hlinh"]),
        ("MʼDrắk", ["mdrắk"]),
        ("giá 3.500đ, tăng 7,5%", ["giá", "3500đ", "tăng", "7", "5"]),
        ("covid-19 ở U21", ["covid", "19", "ở", "u21"]),
        ("ngày 25/11/2026", ["ngày", "25", "11", "2026"]),
        ("'Kơ̆ng' toà", ["kơ̆ng", "tòa"]),
    ],
)
def test_words_of_a_sentence(text, exact):
    assert [token.exact for token in tokens(text)] == [unicodedata.normalize("NFC", word) for word in exact]


def test_a_word_knows_where_it_stands_in_decomposed_text():
    text = unicodedata.normalize("NFD", "Về Đắk Lắk!")
    second = list(tokens(text))[1]
    assert unicodedata.normalize("NFC", text[second.start : second.end]) == "Đắk"
    assert second.folded == "dak"


@given(ANY_TEXT)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
    assert canonical_tone(canonical_tone(text)) == canonical_tone(text)


@given(ANY_TEXT)
def test_composed_and_decomposed_text_are_the_same(text):
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert fold(composed) == fold(decomposed)
    assert canonical_tone(composed) == canonical_tone(decomposed)


@given(
    st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ '’.,ƀčñ\u0306")
)
def test_vietnamese_words_are_the_same_composed_and_decomposed(text):
    forms = [
        [(token.exact, token.folded) for token in tokens(unicodedata.normalize(form, text))] for form in ("NFC", "NFD")
    ]
    assert forms[0] == forms[1]


@given(ANY_TEXT)
def test_every_word_has_both_forms(text):
    for token in tokens(text):
        assert token.exact
        assert token.folded
        assert not any(letter.isspace() for letter in token.exact + token.folded)
