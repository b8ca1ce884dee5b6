"""A cache that is away answers as if it were empty: a page is drawn again, nobody is turned away."""

import logging
from collections.abc import Callable

from django.core.cache.backends import filebased, redis

logger = logging.getLogger(__name__)

# What an empty cache says.
EMPTY = {
    "get": lambda key, default=None, **options: default,
    "get_many": lambda keys, **options: {},
    "has_key": lambda key, **options: False,
    "set": lambda key, value, *rest, **options: None,
    "set_many": lambda data, *rest, **options: list(data),
    "add": lambda key, value, *rest, **options: True,
    "touch": lambda key, *rest, **options: False,
    "delete": lambda key, **options: False,
    "delete_many": lambda keys, **options: None,
    "incr": lambda key, delta=1, **options: delta,
}


def forgiving(backend: type, failures: Callable[[], tuple[type[Exception], ...]]) -> type:
    """The backend whose failures are a line in the log."""

    def asking(name: str):
        def ask(self, *args, **options):
            try:
                return getattr(backend, name)(self, *args, **options)
            except failures() as error:
                logger.warning("No cache: %s", error)
                return EMPTY[name](*args, **options)

        return ask

    return type(backend.__name__, (backend,), {name: asking(name) for name in EMPTY})


def of_redis() -> tuple[type[Exception], ...]:
    from redis.exceptions import RedisError  # with all it loads 9 MB, which a newsroom without it does not carry

    return OSError, RedisError


FileBasedCache = forgiving(filebased.FileBasedCache, lambda: (OSError,))
RedisCache = forgiving(redis.RedisCache, of_redis)
