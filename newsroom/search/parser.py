"""What a reader typed, as words to look for. Never raises, whatever the text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from newsroom.language import Token, clean_line, tokens
from newsroom.search.analysis import abbreviates, pieces

MAX_CHARACTERS = 255
MAX_WORDS = 32
_QUOTES = '"“”„«»'
_SEGMENT = re.compile(rf"((?<!\S)-)?(?:[{_QUOTES}]([^{_QUOTES}]*)[{_QUOTES}]|([^\s{_QUOTES}]+))")

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Folded words that must all be there; side by side and in order when `together`."""

    words: Words
    together: bool = True


@dataclass(frozen=True, slots=True)
class Term:
    """One required thing: any of the alternatives will do. With `prefix`, the last word of the first may be unfinished."""

    alternatives: tuple[Alternative, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Parsed:
    """`terms` and `excluded` decide what is found; `exact`, with its marks and order, only what comes first."""

    terms: tuple[Term, ...] = ()
    excluded: tuple[Words, ...] = ()
    exact: Words = ()
    folded: Words = ()
    quoted: bool = False

    def __bool__(self) -> bool:
        return bool(self.terms)


def parse(text: str, *, synonyms: Sequence[Sequence[Words]] = (), prefix: bool = False) -> Parsed:
    """`"in order"` keeps words together, `-word` excludes; `prefix` lets the last word be unfinished."""
    line = clean_line(text[: 4 * MAX_CHARACTERS], max_length=MAX_CHARACTERS)
    terms: list[Term] = []
    excluded: list[Words] = []
    loose: list[tuple[Token, list[Token]]] = []
    every: list[Token] = []
    quoted = False
    for minus, phrase, word in _SEGMENT.findall(line):
        found = list(tokens(phrase or word))[: MAX_WORDS - len(every)]
        if not found:
            continue
        if minus:
            excluded.append(tuple(token.folded for token in found))
            continue
        every += found
        if phrase:
            quoted = True
            terms += [*_loose_terms(loose, synonyms), Term((Alternative(tuple(token.folded for token in found)),))]
            loose = []
        else:
            loose += [(token, pieces(word[token.start : token.end])) for token in found]
    terms += _loose_terms(loose, synonyms)
    if prefix and loose:
        terms[-1] = replace(terms[-1], prefix=True)
    words = tuple(token.folded for token in every)
    return Parsed(tuple(terms), tuple(excluded[:MAX_WORDS]), tuple(token.exact for token in every), words, quoted)


def _loose_terms(found: list[tuple[Token, list[Token]]], synonyms: Sequence[Sequence[Words]]) -> Iterator[Term]:
    words = tuple(token.folded for token, _ in found)
    place = 0
    while place < len(words):
        known, variants = _synonyms_at(words[place:], synonyms)
        token, parts = found[place]
        if known:
            others = [Alternative(variant) for variant in variants]
        elif parts:
            known, others = words[place : place + 1], [Alternative(tuple(part.folded for part in parts))]
        elif abbreviates(token) and place + 1 < len(words):
            known, others = words[place : place + 2], [Alternative((token.folded + words[place + 1],))]
        else:
            known, others = words[place : place + 1], []
        yield Term((Alternative(known, together=False), *others))
        place += len(known)


def _synonyms_at(words: Words, synonyms: Sequence[Sequence[Words]]) -> tuple[Words, list[Words]]:
    """The longest way of writing that `words` begin with, and the other ways."""
    known: Words = ()
    others: list[Words] = []
    for ways in synonyms:
        for way in ways:
            if len(way) > len(known) and words[: len(way)] == way:
                known, others = way, [other for other in ways if other != way]
    return known, others
