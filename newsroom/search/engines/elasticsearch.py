"""Elasticsearch 8.19 or 9: two indexes that a worker keeps like the rows.

Saving never speaks to it: `index` and `delete` write what has to be said into the outbox. It has no `GET /` in the tests' build, and
nothing here needs scripts or analyzers of its own.
"""

import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from newsroom.search import facets as counting
from newsroom.search import outbox
from newsroom.search.engines import elasticsearch_queries as queries
from newsroom.search.engines.base import WINDOW, Hit, Page, Query, SearchEngine
from newsroom.search.engines.elasticsearch_client import asking, client_within
from newsroom.search.engines.elasticsearch_schema import alias_of, audience_of
from newsroom.search.errors import EngineAway
from newsroom.search.facets import Facets
from newsroom.search.models import SearchDocument
from newsroom.search.parser import Words

CEILING = 200


class ElasticsearchEngine(SearchEngine):
    patience = 0.8  # seconds that all questions of one request may take together

    def __init__(self, model: type[SearchDocument]) -> None:
        super().__init__(model)
        self.audience = audience_of(model)
        self.alias = alias_of(self.audience)
        self.spent = 0.0

    def install(self) -> None:
        """A worker makes the indexes."""

    def index(self, rows: Iterable[SearchDocument]) -> None:
        outbox.note(self.audience, {row.uid: row.version for row in rows})

    def delete(self, gone: Mapping[str, int]) -> None:
        outbox.note(self.audience, gone, deleted=True)

    def search(self, query: Query) -> list[Hit]:
        return self._hits(query, start=0, size=query.limit, total=False).hits

    def page(self, query: Query, *, start: int, size: int, now: datetime) -> Page:
        inside = max(0, min(size, WINDOW - start))
        weighing = {} if query.sort == "newest" else {"rescore": queries.weighing(query.text, now)}
        return self._hits(query, start=start if inside else 0, size=inside, total=WINDOW, **weighing)

    def facets(self, query: Query, *, now: datetime) -> Facets:
        always = counting.without_facets(query.filters)
        ranges = {name: now - span for name, span in counting.RANGES.items()}
        body = {
            "query": queries.matching(query.text, always),
            "size": 0,
            "track_total_hits": False,
            "aggs": queries.facet_counts(query.filters, ranges),
        }
        found = Facets()
        with asking():
            for name, counted in self._search(body)["aggregations"].items():
                buckets = counted["values"]["buckets"]
                values = buckets.items() if isinstance(buckets, dict) else ((each["key"], each) for each in buckets)
                getattr(found, name).update({key: int(each["doc_count"]) for key, each in values if each["doc_count"]})
        return found

    def titles(self, words: Words, *, limit: int) -> list[int]:
        body = {"query": queries.titled(words), "size": limit, "sort": [{"row": "desc"}], "track_total_hits": False}
        with asking():
            return [int(hit["sort"][0]) for hit in self._search(body)["hits"]["hits"]]

    def known(self, words: Collection[str]) -> dict[str, int]:
        return self._counted("folded", words)

    def frequencies(self, phrases: Sequence[Words]) -> list[int]:
        """Of two words the pair is a word of the index, and how many documents have a word costs one look."""
        pairs = ["_".join(phrase) for phrase in phrases if len(phrase) == 2]
        counts = self._counted("pairs", pairs)
        return [counts.get("_".join(phrase), 0) if len(phrase) == 2 else self._standing(phrase) for phrase in phrases]

    def rebuild(self) -> None:
        """A row orders it and a worker does it: see `newsroom.search.building`."""

    def _hits(self, query: Query, *, start: int, size: int, total: int | bool, **options: Any) -> Page:
        by_date = query.sort == "newest"
        body = {
            "query": (queries.matching if by_date else queries.ranking)(query.text, query.filters),
            "from": start,
            "size": size,
            "track_total_hits": total,
            "docvalue_fields": ["row"],
            **({"sort": queries.NEWEST} if by_date else {}),
            **options,
        }
        with asking():
            answer = self._search(body)["hits"]
            return Page([_hit(found) for found in answer["hits"]], int(answer["total"]["value"]) if total else 0)

    def _counted(self, field: str, words: Collection[str]) -> dict[str, int]:
        """In how many documents each word stands, where it stands at all: the statistics of a document that is not there."""
        if not words:
            return {}
        body = {
            "doc": {field: " ".join(words)},
            "fields": [field],
            "term_statistics": True,
            "field_statistics": False,
            "positions": False,
            "offsets": False,
        }
        with asking():
            terms = self._answer("termvectors", body)["term_vectors"][field]["terms"]
            return {word: int(about["doc_freq"]) for word, about in terms.items() if "doc_freq" in about}

    def _standing(self, phrase: Words) -> int:
        body = {"query": queries.phrase(phrase), "size": 0, "track_total_hits": CEILING}
        with asking():
            return int(self._search(body)["hits"]["total"]["value"])

    def _search(self, body: dict[str, Any]) -> Any:
        answer = self._answer("search", body)
        if answer["timed_out"] or answer["_shards"]["failed"]:
            raise EngineAway("Only a part of the index answered")
        return answer

    def _answer(self, operation: str, body: dict[str, Any]) -> Any:
        left = self.patience - self.spent
        if left <= 0.05:
            raise EngineAway(f"No answer within {self.patience} s")
        started = time.monotonic()
        try:
            return getattr(client_within(left), operation)(index=self.alias, body=body)
        finally:
            self.spent += time.monotonic() - started


def _hit(found: dict[str, Any]) -> Hit:
    """Freshness and boost are weighed already."""
    kind, object_id = found["_id"].rsplit(":", 1)
    return Hit(int(found["fields"]["row"][0]), kind, int(object_id), float(found["_score"] or 0), None, 1.0)
