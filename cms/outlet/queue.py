"""The only module here that names tasks. A bell that nobody hears loses nothing: the sweeper finds the work."""

import logging

from celery import current_app

logger = logging.getLogger(__name__)


def ring_warm(story_id: int) -> None:
    try:
        current_app.send_task("cms.outlet.tasks.warm", args=[story_id], ignore_result=True)
    except OSError as error:
        logger.warning("No broker for the share card of story %s: %s", story_id, error)
