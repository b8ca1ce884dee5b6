"""After a failure nobody asks the engine for a while, in any process; then one asks, and the others wait for how that went."""

import logging
import random
from enum import Enum

from django.core.cache import cache

logger = logging.getLogger(__name__)

PAUSE = 10.0
TROUBLED = 300
ONE_TRY = 3


class State(Enum):
    CLOSED = "closed"
    TRYING = "trying"
    OPEN = "open"


class Breaker:
    """Kept in the cache that all processes share; a cache that is away lets everybody through."""

    def __init__(self, name: str) -> None:
        self.away, self.troubled, self.trying = (f"search.{name}.{what}" for what in ("away", "troubled", "trying"))

    def state(self) -> State:
        """TRYING is answered to one in each ONE_TRY seconds, whose answer decides."""
        if not cache.get(self.troubled):
            return State.CLOSED
        if cache.get(self.away) or not cache.add(self.trying, True, ONE_TRY):
            return State.OPEN
        return State.TRYING

    def open(self, why: str) -> None:
        logger.warning("Search engine away: %s", why)
        # Not all processes and all machines at one moment, or the engine falls over again as soon as it stands.
        cache.set(self.away, why[:500] or "?", PAUSE * random.uniform(0.5, 1.0))  # noqa: S311
        cache.set(self.troubled, True, TROUBLED)

    def close(self) -> None:
        cache.delete_many([self.troubled, self.trying, self.away])

    def why(self) -> str:
        """What the engine's last failure was while nobody asks it, "" otherwise."""
        return str(cache.get(self.away, ""))


reading = Breaker("reading")
writing = Breaker("writing")
