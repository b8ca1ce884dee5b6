"""Vietnamese dictionary order, with the Ê-đê letters between their Vietnamese neighbours.

Letters first, then tones (ngang huyền hỏi ngã sắc nặng), then case: measured against ICU 78 `vi`.
"""

import re
import unicodedata

_ALPHABET = re.findall(
    r"\S+", "a ă â b ƀ c č d đ e ĕ ê ê̆ f g h i ĭ j k l m n ñ o ŏ ô ô̆ ơ ơ̆ p q r s t u ŭ ư ư̆ v w x y z"
)
_RANK = {unicodedata.normalize("NFC", letter): chr(ord("A") + place) for place, letter in enumerate(_ALPHABET)}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_MARKED = re.compile("(.)([\u0300-\u036f]*)", re.DOTALL)
_ABBREVIATED_HIGHLAND_NAME = re.compile(r"(?:y|h)(?:['’ʼ\s]|$)", re.IGNORECASE)


def collation_key(text: str) -> str:
    """A string whose plain order is dictionary order; it may be stored in a column and indexed."""
    letters, tones, cases = [], [], []
    for base, marks in _MARKED.findall(unicodedata.normalize("NFD", text)):
        tone, shape = _part(base, marks)
        letter = unicodedata.normalize("NFC", base + shape)
        lower = letter.lower()
        if lower == "'" or (not lower.isalnum() and not lower.isspace() and lower not in _RANK):
            continue
        letters.append(" " if lower.isspace() else _RANK.get(lower, lower))
        tones.append(tone)
        cases.append("0" if lower == letter else "1")
    return "\x01".join(("".join(letters), "".join(tones), "".join(cases)))


def sort_key(text: str, *, length: int = 800) -> str:
    """The same in hexadecimal digits, which stand in one order whatever collation a database was made with."""
    return collation_key(text).encode().hex()[:length]


def _part(base: str, marks: str) -> tuple[str, str]:
    """Split the marks over a letter into its tone and what belongs to the letter; ñ and ẽ differ only in the letter."""
    if base in "nN":
        return "0", marks
    tone = next((_TONES[mark] for mark in marks if mark in _TONES), "0")
    return tone, "".join(mark for mark in marks if mark not in _TONES)


def compare(one: str, other: str) -> int:
    """-1, 0 or 1: the form a SQLite collation wants (`connection.create_collation("vi", compare)`)."""
    first, second = collation_key(one), collation_key(other)
    return (first > second) - (first < second)


def suggested_sort_name(name: str) -> str:
    """Vietnamese lists go by the given name: `Nguyễn Văn An` → `An Nguyễn Văn`; Ê-đê names (`Y Thông`, `H’Linh Niê`) stay."""
    words = name.split()
    if len(words) < 2 or _ABBREVIATED_HIGHLAND_NAME.match(name.strip()):
        return " ".join(words)
    return " ".join([words[-1], *words[:-1]])
