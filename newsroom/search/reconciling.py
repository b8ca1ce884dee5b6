"""Whether the engine outside says what the rows say: compared every night, and when a person asks."""

import logging

from newsroom.search import breaker, comparing
from newsroom.search.comparing import Differences
from newsroom.search.engines import is_outside
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


def reconcile_nightly() -> None:
    if not is_outside():
        return
    try:
        found = reconcile()
    except (EngineAway, EngineRefuses) as error:
        breaker.writing.open(str(error))
        return
    for audience, differences in found.items():
        if differences:
            logger.warning(
                "Search index %s: %s missing, %s stale, %s without a row",
                audience, len(differences.missing), len(differences.stale), len(differences.phantoms),
            )  # fmt: skip
