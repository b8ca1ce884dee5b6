"""The engine outside with the database's own engine behind it: what fails outside is answered inside, and says so."""

import logging
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from newsroom.search import breaker
from newsroom.search.breaker import State
from newsroom.search.engines.base import Hit, Page, Query, SearchEngine
from newsroom.search.errors import EngineAway, EngineRefuses
from newsroom.search.facets import Facets
from newsroom.search.models import SearchDocument
from newsroom.search.parser import Words

logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")


class GuardedEngine(SearchEngine):
    def __init__(self, model: type[SearchDocument], outside: SearchEngine, inside: SearchEngine) -> None:
        super().__init__(model)
        self.outside, self.inside = outside, inside

    def install(self) -> None:
        self.inside.install()

    def index(self, rows: Iterable[SearchDocument]) -> None:
        written = list(rows)
        self.inside.index(written)
        self.outside.index(written)

    def delete(self, gone: Mapping[str, int]) -> None:
        self.inside.delete(gone)
        self.outside.delete(gone)

    def rebuild(self) -> None:
        self.inside.rebuild()

    def search(self, query: Query) -> list[Hit]:
        return self._ask(lambda engine: engine.search(query))

    def page(self, query: Query, *, start: int, size: int, now: datetime) -> Page:
        return self._ask(lambda engine: engine.page(query, start=start, size=size, now=now))

    def facets(self, query: Query, *, now: datetime) -> Facets:
        return self._ask(lambda engine: engine.facets(query, now=now))

    def titles(self, words: Words, *, limit: int) -> list[int]:
        return self._ask(lambda engine: engine.titles(words, limit=limit))

    def known(self, words: Collection[str]) -> dict[str, int]:
        return self._ask(lambda engine: engine.known(words))

    def frequencies(self, phrases: Sequence[Words]) -> list[int]:
        return self._ask(lambda engine: engine.frequencies(phrases))

    def _ask(self, question: Callable[[SearchEngine], Answer]) -> Answer:
        """Once it failed, the rest of this request stays inside, so that a page does not mix two engines' numbers."""
        state = State.OPEN if self.degraded else breaker.reading.state()
        if state is not State.OPEN:
            try:
                answer = question(self.outside)
            except EngineAway as error:
                breaker.reading.open(str(error))
            except EngineRefuses:
                logger.exception("The search engine refused a query")
            else:
                if state is State.TRYING:
                    breaker.reading.close()
                return answer
        self.degraded = True
        return question(self.inside)
