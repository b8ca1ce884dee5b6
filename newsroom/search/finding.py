"""From what was typed to the keys of rows, best first; with too few of them, by another spelling."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db import connection

from newsroom.language import tokens
from newsroom.search import spelling
from newsroom.search.engines import Filters, Query, SearchEngine, engine_of
from newsroom.search.engines.base import Hit, Page
from newsroom.search.models import SearchDocument, Synonym
from newsroom.search.parser import Parsed, Words, parse

Keep = Callable[[Sequence[Hit]], Sequence[Hit]]

FEW = 3  # With fewer results than this another spelling is offered.


@dataclass(frozen=True, slots=True)
class Found:
    """`text` is what was looked for in the end; `did_you_mean` and `corrected` as in Results."""

    engine: SearchEngine
    text: Parsed
    page: Page
    did_you_mean: str = ""
    corrected: bool = False


def find(
    model: type[SearchDocument],
    typed: str,
    *,
    filters: Filters,
    sort: str,
    start: int,
    size: int,
    now: datetime,
    keep: Keep = lambda hits: hits,
) -> Found:
    """Rows of one table from `start` on. Nothing that is typed raises.

    `keep` names those of the hits that may be shown: another spelling is offered for their sake only, or it would tell
    what stands in the others.
    """
    engine, ways = engine_of(model), synonyms()

    def look(text: Parsed, start: int) -> Page:
        return engine.page(Query(text=text, filters=filters, sort=sort), start=start, size=size, now=now)

    text = parse(typed, synonyms=ways)
    if not text:
        return Found(engine, text, Page([], 0))
    page = look(text, start)
    if page.total >= FEW or not (words := spelling.corrected(engine, text)):
        return Found(engine, text, page)
    other = parse(" ".join(words), synonyms=ways)
    better = look(other, 0)
    if better.total <= page.total or not (kept := keep(better.hits)):
        return Found(engine, text, page)
    rows = model._default_manager.filter(pk__in=[hit.document_id for hit in kept])
    marked = spelling.with_marks(words, rows)
    if page.total:
        return Found(engine, text, page, marked)
    return Found(engine, parse(marked, synonyms=ways), better if start == 0 else look(other, start), marked, True)


def understood(query: str, *, prefix: bool = False) -> Parsed:
    """What was typed, with the editors' other ways of writing."""
    return parse(query, synonyms=synonyms(), prefix=prefix)


def synonyms() -> Sequence[Sequence[Words]]:
    """The editors' table as it is now, each way of writing as folded words."""
    with connection.cursor() as cursor:  # asked with every search: the ORM takes longer to ask than to answer
        cursor.execute(f"SELECT variants FROM {Synonym._meta.db_table} ORDER BY variants")
        return _ways(tuple(row for (row,) in cursor.fetchall()))


@lru_cache(maxsize=4)
def _ways(rows: tuple[str, ...]) -> Sequence[Sequence[Words]]:
    ways = [[tuple(token.folded for token in tokens(part)) for part in row.split("|")] for row in rows]
    return [[way for way in row if way] for row in ways]
