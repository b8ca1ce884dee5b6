"""Words as a reader types them: with marks, without, with the tone on either vowel.

The rules and the reasons are measured in the search notes: marks are stripped after NFKD because no engine's own
folding reaches ƀ and the four Ê-đê vowels that exist only as a letter followed by U+0306.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_STROKES = str.maketrans("đĐƀɃ", "dDbB")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_MARKS = "\u0300-\u036f"
_APOSTROPHES = "'’‘ʼʻ"
_LETTER = rf"[^\W_{_APOSTROPHES}]"
_THOUSANDS = r"(?<!\d)\d{1,3}(?:[.,]\d{3})+(?!\d)"
_TAIL = rf"(?:{_LETTER}|[{_MARKS}]|[{_APOSTROPHES}](?={_LETTER}))*"
_WORD = re.compile(rf"{_THOUSANDS}{_TAIL}|{_LETTER}{_TAIL}")
_JOINTS = re.compile(rf"[{_APOSTROPHES}.,]")

_END = rf"(?![^\W\d_]|[{_MARKS}])"
_OPEN = re.compile(rf"(o)([ae])([{_TONES}]){_END}|(?<!q)(u)(y)([{_TONES}]){_END}", re.IGNORECASE)
_CLOSED = re.compile(
    rf"(o)([{_TONES}])([ae])(?=[^\W\d_])|(u)([{_TONES}])(y)(?=[^\W\d_])|(?<=q)(u)([{_TONES}])(y){_END}", re.IGNORECASE
)


class Token(NamedTuple):
    """One word of a text: `text[start:end]` as it stands, `exact` with marks, `folded` without."""

    exact: str
    folded: str
    start: int
    end: int


def fold(text: str) -> str:
    """Lower case without any mark: `Đắk Lắk` → `dak lak`, `Ƀuôn` → `buon`, `ơ̆` → `o`."""
    opened = unicodedata.normalize("NFKD", text.translate(_STROKES)).casefold()
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", opened) if unicodedata.category(letter) != "Mn")
    return bare.translate(_STROKES)


def canonical_tone(text: str) -> str:
    """The tone where newspapers put it: `hoà` → `hòa`, `thuý` → `thúy`, `hòan` → `hoàn`; `quý` is left alone."""
    opened = unicodedata.normalize("NFD", text)
    opened = _OPEN.sub(lambda found: _swap_last(found), opened)
    opened = _CLOSED.sub(lambda found: _swap_last(found), opened)
    return unicodedata.normalize("NFC", opened)


def _swap_last(found: re.Match[str]) -> str:
    first, second, third = (part for part in found.groups() if part is not None)
    return first + third + second


def tokens(text: str) -> Iterator[Token]:
    """The words of a text in order. Apostrophes and thousand marks inside a word go: `H'leo` → `hleo`, `3.500đ` → `3500đ`."""
    for found in _WORD.finditer(text):
        exact, folded = _forms(found[0])
        yield Token(exact, folded, found.start(), found.end())


@lru_cache(maxsize=1 << 16)  # A newspaper uses the same few thousand syllables again and again.
def _forms(word: str) -> tuple[str, str]:
    exact = canonical_tone(_JOINTS.sub("", word).lower())
    return exact, "".join(letter for letter in fold(exact) if letter.isalnum()) or exact
