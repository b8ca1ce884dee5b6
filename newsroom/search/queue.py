"""The only module here that names tasks. A bell that nobody hears loses nothing: the row waits for the sweeper."""

import logging
from typing import Any

from celery import current_app
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def ring_stale() -> None:
    ring("newsroom.search.tasks.refresh_stale")


def ring_query(place: str, text: str, found: int) -> None:
    """The only message with words in it: a count that is lost with its message is no loss."""
    ring("newsroom.search.tasks.count_query", place, text, found)


def ring_outbox() -> None:
    ring("newsroom.search.tasks.send_outbox")


def ring_building() -> None:
    ring("newsroom.search.tasks.build_indexes")


def ring(task: str, *arguments: Any) -> None:
    try:
        current_app.signature(task, args=arguments).apply_async()
    except (OSError, OperationalError) as error:
        logger.warning("No broker for %s: %s", task, error)
