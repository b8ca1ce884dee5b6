"""How well and how fast an engine finds known items, in every spelling, beside the engine's own plainest query."""

import re
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, connection
from django.utils import timezone

from newsroom.language import tokens
from newsroom.search import sending
from newsroom.search.documents import Document
from newsroom.search.engines import Filters
from newsroom.search.engines import elasticsearch_admin as admin
from newsroom.search.engines.elasticsearch_client import client
from newsroom.search.engines.elasticsearch_schema import alias_of
from newsroom.search.errors import EngineAway
from newsroom.search.finding import find
from newsroom.search.models import EngineIndex, PublicDocument, Synonym
from newsroom.search.scratch import scratch
from newsroom.search.services import store

FIRST = 10
CHUNK = 500
KIND = "scratch"
_TITLE = re.compile(r"([^\n]{1,160}?)(?:[.!?…]\s|\n|$)")


@dataclass(frozen=True, slots=True)
class Measured:
    """`recall` of the first ten, mean reciprocal rank, and medians in milliseconds: from what was typed to ten keys, best first,
    and the engine's own plain query for the same words, to ten keys as well."""

    recall: float
    mrr: float
    p50_ms: float
    raw_p50_ms: float


def evaluate(engine: str, texts: Sequence[str], queries: Sequence[Mapping[str, Any]]) -> dict[str, Measured]:
    """By spelling. `queries` have the position of the wanted text as `id`, and beside it a text for each spelling. Raises NoSuchEngineHere."""
    spellings = dict.fromkeys(name for query in queries for name in query if name != "id")
    variants = _synonyms()
    with scratch(engine):
        Synonym.objects.bulk_create(Synonym(variants=row) for row in variants)
        for start in range(0, len(texts), CHUNK):
            part = enumerate(texts[start : start + CHUNK], start)
            store(PublicDocument, KIND, {number: Document(title=_title(text), body=text) for number, text in part})
        _finish(engine)
        return {spelling: _measure(RAW[engine], spelling, queries) for spelling in spellings}


def _measure(raw: Callable[[Sequence[str]], None], spelling: str, queries: Sequence[Mapping[str, Any]]) -> Measured:
    ranks: list[float] = []
    ours: list[float] = []
    theirs: list[float] = []
    asked = [(query["id"], query[spelling]) for query in queries if spelling in query]
    for _wanted, text in asked[:20]:  # fills the caches of both
        _first(text)
        raw(_words(text))
    for wanted, text in asked:
        words = _words(text)
        started = time.perf_counter()
        raw(words)
        between = time.perf_counter()
        found = _first(text)
        theirs.append(between - started)
        ours.append(time.perf_counter() - between)
        ranks.append(1 / (found.index(wanted) + 1) if wanted in found else 0.0)
    recall = sum(rank > 0 for rank in ranks) / len(ranks)
    return Measured(recall, statistics.mean(ranks), 1000 * statistics.median(ours), 1000 * statistics.median(theirs))


def _first(text: str) -> list[int]:
    found = find(
        PublicDocument, text, filters=Filters(), sort="relevance", start=0, size=FIRST, now=timezone.now()
    )  # fmt: skip
    if found.engine.degraded:
        raise EngineAway("The engine did not answer within a request's time")
    return [hit.object_id for hit in found.page.hits]


def _title(text: str) -> str:
    """The first line or sentence of a text that begins with a short one."""
    first = _TITLE.match(text.lstrip())
    return first[1] if first else ""


def _words(text: str) -> list[str]:
    return [token.folded for token in tokens(text)]


def _synonyms() -> list[str]:
    """The newsroom's own, when it has a database already."""
    try:
        return list(Synonym.objects.values_list("variants", flat=True))
    except DatabaseError:
        return []


def _finish(engine: str) -> None:
    if engine == "elasticsearch":
        sending.send_waiting(limit=10**9)
        for index in EngineIndex.objects.all():
            admin.refresh(index.name)
        return
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _raw_sqlite(words: Sequence[str]) -> None:
    table = f"{PublicDocument._meta.db_table}_words"
    match = "body_folded : (" + " AND ".join(f'"{word}"' for word in words) + ")"
    _fetch(f"SELECT rowid, rank FROM {table} WHERE {table} MATCH %s ORDER BY rank LIMIT {FIRST}", [match])


def _raw_postgres(words: Sequence[str]) -> None:
    match = " & ".join(f"'{word}'" for word in words)
    _fetch(
        f"SELECT id, ts_rank(words, %s::tsquery) AS score FROM {PublicDocument._meta.db_table} "
        f"WHERE words @@ %s::tsquery ORDER BY score DESC LIMIT {FIRST}",
        [match, match],
    )


def _raw_elasticsearch(words: Sequence[str]) -> None:
    client().search(index=alias_of("public"), query={"match": {"folded": " ".join(words)}}, size=FIRST)


def _fetch(sql: str, parameters: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        cursor.fetchall()


RAW = {"sqlite": _raw_sqlite, "postgres": _raw_postgres, "elasticsearch": _raw_elasticsearch}
