"""Looking through the rows themselves, for the few small models that no app registered as a kind."""

from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, QuerySet, TextField

from newsroom.search.analysis import analyse
from newsroom.search.parser import Alternative, Parsed, Term

MOST_ROWS = 5_000


def scanned_ids(rows: QuerySet[Any], fields: Iterable[str], text: Parsed) -> list[Any]:
    """Keys of the rows whose named text fields have every term, the newest first; only the newest MOST_ROWS are read."""
    columns = [
        field.name
        for field in rows.model._meta.get_fields()
        if field.name in set(fields) and isinstance(field, CharField | TextField)
    ]
    if not columns or not text:
        return []
    read = rows.order_by("-pk").values_list("pk", *columns)[:MOST_ROWS]
    return [
        pk for pk, *values in read if matches(text, analyse(*(str(value or "") for value in values)).folded.split())
    ]


def matches(text: Parsed, words: list[str]) -> bool:
    """Whether folded words hold every term and nothing that is excluded."""
    return all(_has(term, words) for term in text.terms) and not any(
        _side_by_side(gone, words) for gone in text.excluded
    )


def _has(term: Term, words: list[str]) -> bool:
    first, *others = term.alternatives
    if any(_fits(other, words) for other in others):
        return True
    if not term.prefix:
        return _fits(first, words)
    *whole, unfinished = first.words
    return all(word in words for word in whole) and any(word.startswith(unfinished) for word in words)


def _fits(alternative: Alternative, words: list[str]) -> bool:
    if alternative.together:
        return _side_by_side(alternative.words, words)
    return all(word in words for word in alternative.words)


def _side_by_side(phrase: tuple[str, ...], words: list[str]) -> bool:
    return any(tuple(words[place : place + len(phrase)]) == phrase for place in range(len(words) - len(phrase) + 1))
