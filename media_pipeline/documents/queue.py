"""The only module here that names tasks. A bell that nobody hears loses nothing: the row waits for the sweeper."""

import logging

from celery import current_app
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def ring(text_id: int) -> None:
    try:
        current_app.signature("media_pipeline.documents.tasks.read_document", args=(text_id,)).apply_async()
    except (OSError, OperationalError) as error:
        logger.warning("No broker for document text %s: %s", text_id, error)
