"""One analysis for every engine: the words of a text, with marks and without, in the same order.

An engine splits on blanks only and so needs no Vietnamese of its own. After the words stand their other spellings, which
meet a reader who types `H leo` or `Hleo` for H'leo, `500` for 500đ, `covid 19` for covid19.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from newsroom.language import Token, tokens

MAX_WORDS = 16_000  # A PostgreSQL tsvector counts positions up to 16,383.
_APOSTROPHE = re.compile("['’‘ʼʻ]")
_BOUNDARY = re.compile(r"\d+|\D+")
_CONSONANTS = frozenset("bcdđghklmnpqrstvxƀčñ")


class Analysed(NamedTuple):
    """Blank-separated words; the n-th word of `folded` is the n-th of `exact` without marks. `pairs` are neighbours, `học_sinh`
    and `hoc_sinh`: they tell the order of words apart at the price of one word."""

    exact: str
    folded: str
    pairs: str


@lru_cache(maxsize=64)  # readers' row and the newsroom's say the same words when a story goes out
def analyse(*texts: str) -> Analysed:
    exact: list[str] = []
    folded: list[str] = []
    spellings: list[Token] = []
    for text in texts:
        before: Token | None = None
        for token in tokens(text):
            if len(exact) + len(spellings) >= MAX_WORDS:
                break
            exact.append(token.exact[:64])
            folded.append(token.folded[:64])
            spellings += pieces(text[token.start : token.end])
            if before and abbreviates(before) and token.exact[0].isalpha():
                spellings += tokens(before.exact + token.exact)
            before = token
    pairs = [pair for forms in zip(pairs_of(exact), pairs_of(folded), strict=True) for pair in dict.fromkeys(forms)]
    exact += [token.exact[:64] for token in spellings]
    folded += [token.folded[:64] for token in spellings]
    return Analysed(" ".join(exact), " ".join(folded), " ".join(pairs))


def pairs_of(words: Sequence[str]) -> list[str]:
    return [f"{one}_{other}" for one, other in pairwise(words)]


def pieces(word: str) -> list[Token]:
    """The parts of a word that may be written apart: `H'leo` → h, leo; `3.500đ` → 3500, đ. Empty when it has one part."""
    if word.isalpha():
        return []
    found = [part for piece in _APOSTROPHE.split(word) for token in tokens(piece) for part in _split(token)]
    return found if len(found) > 1 else []


def _split(token: Token) -> Iterator[Token]:
    for part in _BOUNDARY.findall(token.exact):
        yield from tokens(part)


def abbreviates(token: Token) -> bool:
    """A lone consonant belongs to the word after it: M' Drắk, H Linh."""
    return token.exact in _CONSONANTS
