"""The only module here that names tasks. A bell that nobody hears loses nothing: the row waits for the sweeper."""

import logging

from celery import current_app
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def ring_order(order_id: int) -> None:
    ring("media_pipeline.assets.tasks.make_renditions", order_id)


def ring(task: str, *arguments, **options) -> None:
    """For every bell of the house. Raises nothing when there is no broker: that is a line in the log."""
    try:
        current_app.signature(task, args=arguments).apply_async(**options)
    except (OSError, OperationalError) as error:
        logger.warning("No broker for %s %s: %s", task, arguments, error)
