"""What a search finds that was not there, or was not so, at an earlier moment."""

from typing import Any

from newsroom.search import queries
from newsroom.search.engines import Filters, Query, engine_of
from newsroom.search.models import StaffDocument
from newsroom.search.queries import Result

MOST = 200


def matches_since(query: str, *, user: Any, filters: Filters, version: int) -> list[Result]:
    """Results for this person whose rows are of a later version, the newest first; at most MOST."""
    text = queries.understood(query)
    if not text:
        return []
    engine, filters = engine_of(StaffDocument), queries.within_reach(filters, user)
    ids = {
        hit.document_id
        for sort in ("relevance", "newest")
        for hit in engine.search(Query(text=text, filters=filters, sort=sort))
    }
    rows = StaffDocument.objects.filter(pk__in=ids, version__gt=version).order_by("-version")[:MOST]
    return queries.results_of(rows, text, lambda kind, ids: kind.may_see(user, ids))
