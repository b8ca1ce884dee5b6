"""What a search finds that was not there, or was not so, at an earlier moment."""

from collections.abc import Sequence
from typing import Any

from newsroom.search import queries
from newsroom.search.engines import Filters, Query, engine_of
from newsroom.search.models import StaffDocument
from newsroom.search.parser import Parsed
from newsroom.search.queries import Result
from newsroom.search.services import uid_of

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


def still_seen(found: Sequence[tuple[str, int]], user: Any) -> list[Result]:
    """Rows of these (kind, object id) that this person may see at this moment, in the order given."""
    uids = [uid_of(kind, object_id) for kind, object_id in found]
    rows = {row.uid: row for row in StaffDocument.objects.filter(uid__in=uids)}
    documents = [rows[uid] for uid in uids if uid in rows]
    return queries.results_of(documents, Parsed(), lambda kind, ids: kind.may_see(user, ids))
