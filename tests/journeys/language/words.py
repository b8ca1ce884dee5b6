"""Tells Vietnamese from what is not: a syllable is a beginning, a vowel and an end; marks are composed; a day comes first."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ADDRESS = re.compile(r"\S+(?:[@.]|://)\S+")
WORD = re.compile(r"[^\W\d_]{2,}")
SYLLABLE = re.compile(
    r"(b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x)?"
    r"(a|e|i|o|u|y|ai|ao|au|ay|eo|ia|iu|oa|oe|oi|oo|ua|ue|ui|uo|uy|oai|oay|uay|uya|uyu|oeo)"
    r"(c|ch|m|n|ng|nh|p|t)?",
    re.IGNORECASE,
)
YEAR_FIRST = re.compile(r"\b\d{4}-\d{2}-\d{2}")


@cache
def known() -> frozenset[str]:
    lines = Path(__file__).with_name("foreign_words.txt").read_text().splitlines()
    return frozenset(word for line in lines for word in line.partition("#")[0].lower().split())


def foreign(text: str) -> Iterator[str]:
    """What in `text` no Vietnamese would write, but for the reviewed words of foreign_words.txt."""
    for word in WORD.findall(ADDRESS.sub(" ", text)):
        if word.isascii() and not SYLLABLE.fullmatch(word) and word.lower() not in known():
            yield word
    yield from YEAR_FIRST.findall(text)
    if not unicodedata.is_normalized("NFC", text):
        yield f"decomposed: {text}"


def vietnamese(text: str) -> Iterator[str]:
    """Words of `text` with a mark that English never has."""
    yield from (word for word in WORD.findall(text) if not word.isascii())
