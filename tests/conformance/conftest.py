"""Every engine of search, asked in one way: that of the database in use, SQLite FTS5 or PostgreSQL, and Elasticsearch."""

from datetime import UTC, datetime

import pytest

from newsroom.search.documents import Document
from newsroom.search.engines import Filters, Query, engine_of
from newsroom.search.finding import synonyms
from newsroom.search.models import PublicDocument
from newsroom.search.parser import parse
from newsroom.search.services import store

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)


@pytest.fixture
def engine(settled):
    def ask():
        settled()
        return engine_of(PublicDocument)

    return ask


@pytest.fixture
def found(engine):
    def search(text, *, filters=Filters(), sort="relevance", limit=1000, prefix=False):  # noqa: B008 frozen
        parsed = parse(text, synonyms=synonyms(), prefix=prefix)
        query = Query(text=parsed, filters=filters, sort=sort, limit=limit)
        asked = engine()
        hits = asked.search(query) if parsed else []
        assert not asked.degraded
        return [hit.object_id for hit in hits]

    return search


def write(*texts, **common):
    """Documents 1, 2, 3, … whose title is the text, or (title, body)."""
    pairs = [text if isinstance(text, tuple) else (text, "") for text in texts]
    store(
        PublicDocument,
        "story",
        {number: Document(title=title, body=body, **common) for number, (title, body) in enumerate(pairs, 1)},
    )
