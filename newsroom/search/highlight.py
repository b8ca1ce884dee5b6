"""Found words marked in the text as it was written, the same on every engine, also for unaccented and decomposed queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from newsroom.language import Token, tokens
from newsroom.search.parser import Parsed

EXTRACT = 240
LOOKED_AT = 20_000  # characters of a body in which an extract is sought


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to mark: folded phrases of one word or more, and for a folded word the spelling that was typed."""

    phrases: tuple[tuple[str, ...], ...]
    typed: dict[str, str]
    prefix: str = ""


def wanted(text: Parsed) -> Wanted:
    phrases: list[tuple[str, ...]] = []
    for term in text.terms:
        for alternative in term.alternatives:
            phrases += [alternative.words] if alternative.together else [(word,) for word in alternative.words]
    typed = {folded: exact for folded, exact in zip(text.folded, text.exact, strict=True) if folded != exact}
    prefix = text.folded[-1] if text.terms and text.terms[-1].prefix else ""
    return Wanted(tuple(dict.fromkeys(phrases)), typed, prefix)


def mark(text: str, words: Wanted) -> SafeString:
    """The whole text as safe HTML, found words in <mark>."""
    found = list(tokens(text))
    return _marked(text, 0, len(text), [found[place] for place in _places(found, words)])


def extract(text: str, words: Wanted, *, length: int = EXTRACT) -> SafeString:
    """About `length` characters around the best place, as safe HTML; the beginning when nothing was found, or one word of several."""
    text = text[:LOOKED_AT]
    found = list(tokens(text))
    places = _places(found, words)
    marked = [found[place] for place in places]
    start, end = _window(text, marked, length, several=len(words.phrases) > 1)
    inside = [token for token in marked if token.start >= start and token.end <= end]
    before, after = ("… " if start else ""), (" …" if end < len(text) else "")
    return mark_safe(f"{before}{_marked(text, start, end, inside)}{after}")  # noqa: S308 every part was escaped


def _places(found: Sequence[Token], words: Wanted) -> list[int]:
    folded = [token.folded for token in found]
    places: set[int] = set()
    for phrase in words.phrases:
        size, first = len(phrase), phrase[0]
        for place, word in enumerate(folded):
            if word == first and (size == 1 or tuple(folded[place : place + size]) == phrase):
                places.update(range(place, place + size))
    if words.prefix:
        places.update(place for place, word in enumerate(folded) if word.startswith(words.prefix))
    # Where the word stands as it was typed, its twins with other marks stay unmarked.
    as_typed = {found[place].folded for place in places if words.typed.get(found[place].folded) == found[place].exact}
    return sorted(
        place
        for place in places
        if found[place].folded not in as_typed or words.typed[found[place].folded] == found[place].exact
    )


def _window(text: str, marked: Sequence[Token], length: int, *, several: bool) -> tuple[int, int]:
    if len(text) <= length:
        return 0, len(text)
    best, most = 0, 3 if several else 0
    for place, token in enumerate(marked):
        inside = marked[place : place + 40]
        distinct = len({other.folded for other in inside if other.end <= token.start + length - 40})
        together = sum(one.end + 1 == other.start for one, other in pairwise(inside[:6]))
        if distinct * 3 + together > most:
            best, most = token.start, distinct * 3 + together
    start = max(0, best - 40)
    start = 0 if start == 0 else _blank_after(text, start)
    end = start + length
    return start, len(text) if end >= len(text) else max(text.rfind(" ", start, end), start + length // 2)


def _blank_after(text: str, start: int) -> int:
    found = text.find(" ", start, start + 40)
    return start if found < 0 else found + 1


def _marked(text: str, start: int, end: int, marked: Sequence[Token]) -> SafeString:
    spans: list[tuple[int, int]] = []
    for token in marked:
        if spans and text[spans[-1][1] : token.start].isspace():
            spans[-1] = (spans[-1][0], token.end)
        else:
            spans.append((token.start, token.end))
    parts, place = [], start
    for first, last in spans:
        parts.append(f"{escape(text[place:first])}<mark>{escape(text[first:last])}</mark>")
        place = last
    return mark_safe("".join([*parts, escape(text[place:end])]))  # noqa: S308 every part was escaped
