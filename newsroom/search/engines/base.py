"""The port an engine fills. Documents are rows; an engine reads rows and answers with their ids."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from newsroom.search.filters import Filters
from newsroom.search.models import SearchDocument
from newsroom.search.parser import Parsed, Words

WINDOW = 1_000  # Nobody reads further; the best so many are ranked, counted and paged.


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


class Traits(NamedTuple):
    """What facets are counted from."""

    kind: str
    section_ids: str
    author_ids: str
    language: str
    form: str
    published_at: datetime | None


class SearchEngine(ABC):
    """One engine over one table of documents; the other table has an engine object of its own.

    `index` and `delete` are told of rows after they were written, in the writer's transaction.
    """

    def __init__(self, model: type[SearchDocument]) -> None:
        self.model = model

    @abstractmethod
    def install(self) -> None:
        """Create what the engine needs beside the table; harmless when it is there."""

    @abstractmethod
    def index(self, rows: Iterable[SearchDocument]) -> None: ...

    @abstractmethod
    def delete(self, uids: Collection[str]) -> None: ...

    @abstractmethod
    def search(self, query: Query) -> list[Hit]:
        """At most `query.limit` rows, best first."""

    @abstractmethod
    def traits(self, query: Query, *, limit: int) -> list[Traits]:
        """Traits of at most `limit` matching rows, the newest rows first."""

    @abstractmethod
    def titles(self, words: Words, *, limit: int) -> list[int]:
        """Ids of the newest rows whose title has all folded `words`, the last of which may be unfinished."""

    @abstractmethod
    def known(self, words: Collection[str]) -> dict[str, int]:
        """Which folded words stand in documents, and in how many when that was last counted; it may remember words that went."""

    @abstractmethod
    def frequencies(self, phrases: Sequence[Words]) -> list[int]:
        """In how many documents each folded phrase stands, counted up to a ceiling of the engine's choice."""

    @abstractmethod
    def rebuild(self) -> None:
        """Make the engine agree with the table again, from the rows alone."""
