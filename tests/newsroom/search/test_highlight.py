import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from newsroom.search.highlight import extract, mark, wanted
from newsroom.search.parser import parse


def marked(text, typed, **options):
    return mark(text, wanted(parse(typed, **options)))


def test_found_words_are_marked_as_they_are_written():
    assert marked("Mưa ở Đắk Lắk, nay tạnh", "dak lak") == "Mưa ở <mark>Đắk Lắk</mark>, nay tạnh"


def test_decomposed_text_is_marked_whole():
    text = unicodedata.normalize("NFD", "ở Đắk đó")
    assert unicodedata.normalize("NFC", marked(text, "đắk")) == "ở <mark>Đắk</mark> đó"


def test_only_the_typed_tone_is_marked_where_it_stands():
    assert marked("đường và dương", "đường") == "<mark>đường</mark> và dương"
    assert marked("chỉ có dương", "đường") == "chỉ có <mark>dương</mark>"


def test_a_phrase_is_marked_only_as_a_phrase():
    assert marked("học sinh giỏi, sinh học", '"học sinh"') == "<mark>học sinh</mark> giỏi, sinh học"


def test_an_unfinished_word_is_marked():
    assert marked("Lễ hội", "le h", prefix=True) == "<mark>Lễ hội</mark>"


def test_markup_in_a_text_is_shown_not_run():
    assert marked("<b>Mưa</b> & gió", "mưa") == "&lt;b&gt;<mark>Mưa</mark>&lt;/b&gt; &amp; gió"


def test_an_extract_shows_the_place_that_was_found():
    text = "Mở đầu bài báo. " * 60 + "Cà phê Đắk Lắk được giá. " + "Kết thúc bài. " * 60
    shown = extract(text, wanted(parse("cà phê")))
    assert "<mark>Cà phê</mark> Đắk Lắk được giá" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 300


def test_an_extract_without_a_match_is_the_beginning():
    assert extract("Mở đầu.", wanted(parse("cà phê"))) == "Mở đầu."


def test_one_common_word_of_several_is_no_place_to_show():
    text = "Mở đầu bài báo. " * 60 + "Không phải thế mà là thế khác. " + "Kết thúc bài. " * 60
    assert extract(text, wanted(parse("buôn ma thuột"))).startswith("Mở đầu")
    assert "<mark>mà</mark>" in extract(text, wanted(parse("ma")))


@given(st.text(st.characters(), max_size=300), st.text(st.characters(), max_size=40))
def test_any_text_can_be_shown(text, typed):
    words = wanted(parse(typed, prefix=True))
    assert "<" not in mark(text, words).replace("<mark>", "").replace("</mark>", "")
    assert "<" not in extract(text, words, length=40).replace("<mark>", "").replace("</mark>", "")
