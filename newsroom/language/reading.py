"""Length of a text as newsrooms measure it: chữ, minutes of reading, seconds on air."""

import math
import re

from newsroom.language.folding import fold

SILENT_WORDS_PER_MINUTE = 250
SPOKEN_WORDS_PER_MINUTE = 168

_DATE = r"\d{1,2}/\d{1,2}(?:/\d{4})?"
_TIME = r"\d{1,2}(?::|[hg])\d{2}"
_PIECE = re.compile(
    rf"({_DATE})|({_TIME})|(\d[\d.,]*\d|\d)|([%°²³])|([^\W\d_][^\W\d_\u0300-\u036f]*[\u0300-\u036f]*(?:[^\W\d_]|[\u0300-\u036f'’ʼ])*)"
)
_SYLLABLE = re.compile(r"(?:ngh?|[ckpt]h|gh|gi|nh|tr|qu|[bcdđghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|n[gh]?|[cmpt])?")
_VOWELS = re.compile("[aeiouy]+")
_APOSTROPHE = re.compile("['’ʼ](?=[^\\W\\d_])")  # H’leo is read “hơ leo”
_SPELT_OUT = {"km": 3, "kg": 3, "ha": 2, "cm": 3, "mm": 3, "ml": 3, "kw": 3, "mw": 3}


def word_count(text: str) -> int:
    """Chữ: syllables between blanks; a lone dash or quotation mark does not count."""
    return sum(1 for piece in text.split() if any(letter.isalnum() for letter in piece))


def reading_minutes(text: str, *, words_per_minute: int = SILENT_WORDS_PER_MINUTE) -> int:
    """Whole minutes, at least one; 0 for an empty text."""
    return math.ceil(word_count(text) / words_per_minute)


def read_aloud_seconds(text: str, *, words_per_minute: int = SPOKEN_WORDS_PER_MINUTE) -> int:
    """Seconds an announcer needs. Numbers, dates, hours, units and abbreviations count as the syllables they are read with."""
    spoken = sum(_spoken(*found.groups()) for found in _PIECE.finditer(text))
    return round(spoken * 60 / words_per_minute)


def clock(seconds: int) -> str:
    """`171` → `2:51`, `3771` → `1:02:51`."""
    minutes, rest = divmod(max(0, seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def running_time(seconds: float) -> str:
    """Of film and sound: 222.4 → `03:42`, from an hour on `1:02:05`."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def _spoken(date: str | None, time: str | None, number: str | None, sign: str | None, word: str | None) -> int:
    if date or time:
        parts = [int(part) for part in re.findall(r"\d+", date or time or "")]
        return sum(map(_integer, parts)) + len(parts) - 1  # "tháng", "năm", "giờ" between them
    if number:
        return _number(number)
    return 2 if sign else _word(word or "")


def _number(written: str) -> int:
    whole, _, decimals = re.sub(r"[.](?=\d{3}(?!\d))", "", written).replace(".", ",").partition(",")
    spoken = sum(_integer(int(part)) for part in [whole[start : start + 15] for start in range(0, len(whole), 15)])
    return spoken + (1 + len(decimals.replace(",", "")) if decimals else 0)


def _integer(value: int) -> int:
    """Syllables of an integer: 2026 is “hai nghìn không trăm hai mươi sáu”, seven."""
    if value < 1000:
        return _below_thousand(value, leading=True)
    groups = []
    while value:
        value, group = divmod(value, 1000)
        groups.append(group)
    top = len(groups) - 1
    return sum(
        _below_thousand(group, leading=place == top) + (place > 0) for place, group in enumerate(groups) if group
    )


def _below_thousand(value: int, *, leading: bool) -> int:
    hundreds, rest = divmod(value, 100)
    tens, units = divmod(rest, 10)
    with_hundreds = hundreds > 0 or not leading
    spoken = 2 * with_hundreds + (1 if tens == 1 else 2 if tens else 0) + (units > 0)
    return (spoken + (with_hundreds and not tens and units > 0)) or 1


def _word(word: str) -> int:
    bare = fold(word)
    if bare in _SPELT_OUT:
        return _SPELT_OUT[bare]
    if _SYLLABLE.fullmatch(bare):
        return 1
    if word.isupper() and len(word) <= 6:
        return len(word)  # UBND, HĐND, TP: one syllable a letter
    return max(1, len(_VOWELS.findall(bare)) + len(_APOSTROPHE.findall(word)))
