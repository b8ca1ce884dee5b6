"""The only module here that names tasks. A bell that nobody hears loses nothing: the row waits for the sweeper."""

import logging

from celery import current_app
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def ring_snapshot(snapshot_id: int) -> None:
    ring("newsroom.stories.tasks.attach_page", snapshot_id)


def ring_check(check_id: int) -> None:
    ring("newsroom.stories.tasks.check_snapshots", check_id)


def ring(task: str, *arguments) -> None:
    """Ring a task by name, with plain arguments. A broker that is away is a line in the log, never an error."""
    try:
        current_app.signature(task, args=arguments).apply_async()
    except (OSError, OperationalError) as error:
        logger.warning("No broker for %s%s: %s", task, arguments, error)
