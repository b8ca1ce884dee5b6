"""The only module here that names tasks. A bell that nobody hears loses nothing: the row waits for the sweeper."""

import logging

from celery import current_app
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def ring(order_id: int) -> None:
    try:
        current_app.signature("media_pipeline.assets.tasks.make_renditions", args=(order_id,)).apply_async()
    except (OSError, OperationalError) as error:
        logger.warning("No broker for order %s: %s", order_id, error)
