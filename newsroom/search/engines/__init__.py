"""Engines by database: each fills the port in `base`."""

from django.db import connection

from newsroom.search.engines.base import Query, SearchEngine
from newsroom.search.engines.postgres import PostgresEngine
from newsroom.search.engines.sqlite import SqliteEngine
from newsroom.search.filters import Filters
from newsroom.search.models import SearchDocument

__all__ = ["Filters", "Query", "SearchEngine", "engine_of"]

_ENGINES: dict[str, type[SearchEngine]] = {"sqlite": SqliteEngine, "postgresql": PostgresEngine}


def engine_of(model: type[SearchDocument]) -> SearchEngine:
    """The engine over one document table, for the database in use."""
    return _ENGINES[connection.vendor](model)
