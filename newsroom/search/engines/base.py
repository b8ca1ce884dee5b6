"""The port an engine fills. Documents are rows; an engine reads rows and answers with their keys."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from newsroom.search import facets
from newsroom.search.facets import Facets, Traits
from newsroom.search.filters import Filters
from newsroom.search.models import SearchDocument
from newsroom.search.parser import Parsed, Words

WINDOW = 1_000  # Nobody reads further; the best so many are ranked, counted and paged.
WEIGHED = 50  # the best by their words that freshness and boost may move
FRESH_DAYS = 365.0
FRESH_SHARE = 0.2


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """`text` has at least one term; `sort` is "relevance" or "newest"."""

    text: Parsed
    filters: Filters = Filters()
    sort: str = "relevance"
    limit: int = WINDOW


class Hit(NamedTuple):
    """A row that matches: `document_id` is its key in the table, `score` is higher for better."""

    document_id: int
    kind: str
    object_id: int
    score: float
    published_at: datetime | None
    boost: float


class Page(NamedTuple):
    """The hits of one page, and how many there are in all, counted up to WINDOW."""

    hits: list[Hit]
    total: int


class SearchEngine(ABC):
    """One engine over one table of documents; the other table has an engine object of its own, made for each request.

    `index` and `delete` are told of rows in the writer's transaction. `degraded` turns true when another engine had to answer.
    """

    degraded = False

    def __init__(self, model: type[SearchDocument]) -> None:
        self.model = model

    @abstractmethod
    def install(self) -> None:
        """Create what the engine needs beside the table; harmless when it is there."""

    @abstractmethod
    def index(self, rows: Iterable[SearchDocument]) -> None: ...

    @abstractmethod
    def delete(self, gone: Mapping[str, int]) -> None:
        """`gone` maps uids to the version of their deletion, higher than any they had."""

    @abstractmethod
    def search(self, query: Query) -> list[Hit]:
        """At most `query.limit` rows, the best by text or the newest first."""

    @abstractmethod
    def page(self, query: Query, *, start: int, size: int, now: datetime) -> Page:
        """Rows `start` and after, best first by text, freshness and boost; none beyond WINDOW."""

    @abstractmethod
    def facets(self, query: Query, *, now: datetime) -> Facets: ...

    @abstractmethod
    def titles(self, words: Words, *, limit: int) -> list[int]:
        """Keys of the newest rows whose title has all folded `words`, the last of which may be unfinished."""

    @abstractmethod
    def known(self, words: Collection[str]) -> dict[str, int]:
        """Which folded words stand in documents, and in how many when that was last counted; it may remember words that went."""

    @abstractmethod
    def frequencies(self, phrases: Sequence[Words]) -> list[int]:
        """In how many documents each folded phrase stands, counted up to a ceiling of the engine's choice; it too may remember."""

    @abstractmethod
    def rebuild(self) -> None:
        """Make the engine agree with the table again, from the rows alone."""


class DatabaseEngine(SearchEngine):
    """An engine inside the database: it hands over the rows that match, they are weighed and counted here."""

    def page(self, query: Query, *, start: int, size: int, now: datetime) -> Page:
        wanted = min(WINDOW, max(WEIGHED, start + size))
        hits = self.search(replace(query, limit=wanted))
        total = len(hits) if len(hits) < wanted else self.count(query)
        if query.sort != "newest":
            hits[:WEIGHED] = sorted(hits[:WEIGHED], key=lambda hit: weight(hit, now), reverse=True)
        return Page(hits[start : start + size], total)

    def facets(self, query: Query, *, now: datetime) -> Facets:
        unfiltered = Query(text=query.text, filters=facets.without_facets(query.filters))
        return facets.count(self.traits(unfiltered, limit=facets.SAMPLE), query.filters, now)

    @abstractmethod
    def count(self, query: Query) -> int:
        """How many rows match, counted up to WINDOW."""

    @abstractmethod
    def traits(self, query: Query, *, limit: int) -> list[Traits]:
        """Traits of at most `limit` matching rows, the newest rows first."""


def weight(hit: Hit, now: datetime) -> float:
    """The text decides; freshness adds a fifth at most and fades over a year."""
    age = max(0.0, (now - hit.published_at).total_seconds() / 86_400) if hit.published_at else FRESH_DAYS
    return hit.score * hit.boost * (1 + FRESH_SHARE / (1 + age / FRESH_DAYS))
