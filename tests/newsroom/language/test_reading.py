import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.language import clock, read_aloud_seconds, reading_minutes, word_count


def seconds_as_syllables(text: str) -> int:
    return read_aloud_seconds(text, words_per_minute=60)


def test_words_are_syllables_between_blanks():
    assert word_count("Cà phê Đắk Lắk – vụ mới 2026") == 7
    assert word_count("") == 0


def test_minutes_are_rounded_up():
    assert reading_minutes("chữ " * 251) == 2
    assert reading_minutes("chữ") == 1
    assert reading_minutes("") == 0


@pytest.mark.parametrize(
    ("text", "syllables"),
    [
        ("Mưa lớn ở Buôn Đôn", 5),
        ("5", 1),  # năm
        ("15", 2),  # mười lăm
        ("105", 4),  # một trăm lẻ năm
        ("2026", 7),  # hai nghìn không trăm hai mươi sáu
        ("3.500", 4),  # ba nghìn năm trăm
        ("1.000.000", 2),  # một triệu
        ("7,5%", 5),  # bảy phẩy năm phần trăm
        ("19/12/2025", 13),  # mười chín tháng mười hai năm hai nghìn không trăm hai mươi lăm
        ("7h30", 4),  # bảy giờ ba mươi
        ("UBND xã", 5),
        ("12 km", 5),
        ("Facebook", 3),
        ("H’leo", 2),
    ],
)
def test_what_an_announcer_says(text, syllables):
    assert seconds_as_syllables(text) == syllables


def test_a_minute_on_air():
    assert clock(read_aloud_seconds("chữ " * 168)) == "1:00"


def test_a_duration_is_written_as_on_a_rundown():
    assert clock(171) == "2:51"
    assert clock(3771) == "1:02:51"
    assert clock(0) == "0:00"


@given(st.text(st.characters(), max_size=300))
def test_any_text_has_a_length(text):
    assert read_aloud_seconds(text) >= 0
    assert reading_minutes(text) >= 0
