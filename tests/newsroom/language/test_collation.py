import sqlite3
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from newsroom.language import collation_key, compare, suggested_sort_name

ANY_TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)


def test_tones_follow_the_dictionary():
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=collation_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]


def test_marked_letters_are_letters_of_their_own():
    words = ["đa", "âm", "ăn", "an", "da", "ba", "ôm", "om", "ơn", "ưa", "ua"]
    assert sorted(words, key=collation_key) == ["an", "ăn", "âm", "ba", "da", "đa", "om", "ôm", "ơn", "ua", "ưa"]


def test_a_tone_decides_only_between_the_same_letters():
    assert sorted(["mà b", "ma c", "ma b"], key=collation_key) == ["ma b", "mà b", "ma c"]


def test_ede_letters_stand_next_to_their_neighbours():
    words = ["ơ̆k", "ơk", "ôk", "ô̆k", "ŏk", "ok", "ƀuôn", "buôn", "čư", "cư", "dak"]
    assert sorted(words, key=collation_key) == ["buôn", "ƀuôn", "cư", "čư", "dak", "ok", "ŏk", "ôk", "ô̆k", "ơk", "ơ̆k"]


def test_sqlite_sorts_with_it():
    connection = sqlite3.connect(":memory:")
    connection.create_collation("vi", compare)
    rows = connection.execute(
        "SELECT column1 FROM (VALUES ('mạ'), ('ma'), ('má')) ORDER BY column1 COLLATE vi"
    ).fetchall()
    assert [row[0] for row in rows] == ["ma", "má", "mạ"]


def test_a_person_is_listed_by_given_name():
    assert suggested_sort_name("Nguyễn  Văn An") == "An Nguyễn Văn"
    assert suggested_sort_name("Y Thông Niê") == "Y Thông Niê"
    assert suggested_sort_name("H’Linh Niê") == "H’Linh Niê"
    assert suggested_sort_name("Hoài") == "Hoài"


@given(ANY_TEXT)
def test_composed_and_decomposed_sort_alike(text):
    assert collation_key(unicodedata.normalize("NFC", text)) == collation_key(unicodedata.normalize("NFD", text))


@given(ANY_TEXT, ANY_TEXT)
def test_comparing_is_fair(one, other):
    assert compare(one, other) == -compare(other, one)
    assert compare(one, one) == 0
