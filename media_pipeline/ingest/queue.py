"""The only module here that names tasks. A bell that nobody hears loses nothing: the row waits for the sweeper."""

import logging

from celery import current_app
from kombu.exceptions import OperationalError

from media_pipeline.assets.states import Queue

logger = logging.getLogger(__name__)


def ring_upload(upload_id) -> None:
    _ring("media_pipeline.ingest.tasks.take_in_upload", str(upload_id), queue=Queue.FAST)


def ring_step(step_id: int, queue: str) -> None:
    _ring("media_pipeline.ingest.tasks.work_step", step_id, queue=queue)


def _ring(task: str, *arguments, **options) -> None:
    try:
        current_app.signature(task, args=arguments).apply_async(**options)
    except (OSError, OperationalError) as error:
        logger.warning("No broker for %s %s: %s", task, arguments, error)
