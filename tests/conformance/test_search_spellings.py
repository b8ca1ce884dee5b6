"""However a word is typed it is found, and as it was typed it stands first: the same on every engine."""

import unicodedata

import pytest

from tests.conformance.conftest import write

pytestmark = [pytest.mark.datalayer, pytest.mark.django_db]


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
