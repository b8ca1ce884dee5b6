"""Asking Elasticsearch: one client a process, and two ways to fail: it is away, or it refuses what was asked.

Its package is imported when it is asked: 20 MB that no process of a newsroom without it has to carry.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING, Any

from django.conf import settings

from newsroom.search.errors import EngineAway, EngineRefuses

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

NONSENSE = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError)
"""What reading an answer stumbles over that is no answer of Elasticsearch."""
PATIENCE = 15.0  # seconds for writing and keeping house; no reader and no editor waits for these


def client() -> Elasticsearch:
    return _client(os.getpid(), tuple((name, str(value)) for name, value in settings.ELASTICSEARCH.items()))


def client_within(seconds: float) -> Elasticsearch:
    """The same for a question that somebody waits for, in tenths of a second."""
    return _within(client(), ceil(seconds * 10))


@lru_cache(maxsize=32)  # making one takes longer than a question
def _within(asked: Elasticsearch, tenths: int) -> Elasticsearch:
    return asked.options(request_timeout=tenths / 10)


@lru_cache(maxsize=4)
def _client(process: int, _changed: tuple[tuple[str, str], ...]) -> Elasticsearch:
    """A forked worker never shares a socket with its parent."""
    from elasticsearch import Elasticsearch

    options: dict[str, Any] = {name: value for name, value in settings.ELASTICSEARCH.items() if value}
    hosts = options["hosts"]
    return Elasticsearch(**options, request_timeout=PATIENCE, max_retries=len(hosts) - 1, retry_on_timeout=False)


@contextmanager
def asking() -> Iterator[None]:
    """Around a call and the reading of its answer. Raises EngineAway for silence and nonsense, EngineRefuses for a 400."""
    from elasticsearch import ApiError, TransportError

    try:
        yield
    except ApiError as error:
        if error.meta.status == 400:
            raise EngineRefuses(str(error)) from error
        raise EngineAway(str(error)) from error
    except (TransportError, OSError, *NONSENSE) as error:
        raise EngineAway(f"{type(error).__name__}: {error}") from error
