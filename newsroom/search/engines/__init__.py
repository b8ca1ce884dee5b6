"""Which engine answers: the database's own, or one outside that settings name, with the database's behind it."""

from django.conf import settings
from django.db import connection

from newsroom.search.engines.base import DatabaseEngine, Query, SearchEngine
from newsroom.search.engines.elasticsearch import ElasticsearchEngine
from newsroom.search.engines.guarded import GuardedEngine
from newsroom.search.engines.postgres import PostgresEngine
from newsroom.search.engines.sqlite import SqliteEngine
from newsroom.search.filters import Filters
from newsroom.search.models import SearchDocument

__all__ = ["Filters", "Query", "SearchEngine", "database_engine_of", "engine_of", "is_outside"]

_ENGINES: dict[str, type[DatabaseEngine]] = {"sqlite": SqliteEngine, "postgresql": PostgresEngine}


def engine_of(model: type[SearchDocument]) -> SearchEngine:
    """The engine over one document table, for one request."""
    inside = database_engine_of(model)
    return GuardedEngine(model, ElasticsearchEngine(model), inside) if is_outside() else inside


def database_engine_of(model: type[SearchDocument]) -> DatabaseEngine:
    return _ENGINES[connection.vendor](model)


def is_outside() -> bool:
    """Whether an engine outside the database is to be kept like the rows."""
    return settings.SEARCH_ENGINE == "elasticsearch"
