"""After a failure nobody asks the engine for a while, in any process; then one asks, and the others wait for how that went."""

import logging
import random

from django.core.cache import cache

logger = logging.getLogger(__name__)

PAUSE = 10.0
TROUBLED = 300
ONE_TRY = 3


class Breaker:
    """Kept in the cache that all processes share; a cache that is away lets everybody through."""

    def __init__(self, name: str) -> None:
        self.away, self.troubled, self.trying = (f"search.{name}.{what}" for what in ("away", "troubled", "trying"))

    def lets_through(self) -> bool:
        known = cache.get_many([self.away, self.troubled])
        if self.away in known:
            return False
        return self.troubled not in known or bool(cache.add(self.trying, True, ONE_TRY))

    def open(self, why: str) -> None:
        logger.warning("Search engine away: %s", why)
        # Not all processes and all machines at one moment, or the engine falls over again as soon as it stands.
        cache.set_many({self.away: why[:500]}, PAUSE * random.uniform(0.5, 1.0))  # noqa: S311
        cache.set(self.troubled, True, TROUBLED)

    def close(self) -> None:
        if cache.get(self.troubled):
            cache.delete_many([self.troubled, self.trying, self.away])

    def why(self) -> str:
        """What the engine's last failure was while nobody asks it, "" otherwise."""
        return str(cache.get(self.away, ""))


reading = Breaker("reading")
writing = Breaker("writing")
