"""Whether the engine outside says what the rows say: compared every night, and when a person asks."""

import logging
from datetime import datetime

from newsroom.search import breaker, comparing, outbox, services
from newsroom.search.comparing import Differences
from newsroom.search.engines import elasticsearch_admin as admin
from newsroom.search.engines import is_outside
from newsroom.search.engines.elasticsearch_writing import removal, tell
from newsroom.search.errors import EngineAway, EngineRefuses
from newsroom.search.models import EngineIndex

logger = logging.getLogger(__name__)


def reconcile() -> dict[str, Differences]:
    """Compare each index in use with its rows and note what differs. By audience. Raises EngineAway, EngineRefuses."""
    found = {}
    for index in EngineIndex.objects.filter(state=EngineIndex.State.IN_USE).order_by("audience"):
        found[index.audience] = comparing.differences(index.audience, index.name)
        comparing.mend(index.audience, found[index.audience])
    return found


def forget_deletions(*, now: datetime) -> int:
    """Remove what indexes remember of deletions older than any message can be; a version is a moment in microseconds. How many."""
    before = services.clock_of(now - outbox.REMEMBERED)
    removed = 0
    for index in EngineIndex.objects.filter(state=EngineIndex.State.IN_USE):
        old = [removal(uid, version) for uid, version in admin.deleted(index.name) if version < before]
        removed += len(list(tell(index.name, old)))
    return removed


def reconcile_nightly(*, now: datetime) -> None:
    if not is_outside():
        return
    try:
        found = reconcile()
        forget_deletions(now=now)
    except (EngineAway, EngineRefuses) as error:
        breaker.writing.open(str(error))
        return
    for audience, differences in found.items():
        if differences:
            logger.warning(
                "Search index %s: %s missing, %s stale, %s without a row",
                audience, len(differences.missing), len(differences.stale), len(differences.phantoms),
            )  # fmt: skip
