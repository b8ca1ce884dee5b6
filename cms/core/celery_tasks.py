"""Wagtail's own deferred work (reference index, deletion of files) goes through Celery, after commit."""

import logging
from functools import partial

from django.db import transaction
from django_tasks.backends.dummy import DummyBackend

from cms.core.tasks import run

logger = logging.getLogger(__name__)


class CeleryBackend(DummyBackend):
    """A django-tasks backend: `enqueue` rings a bell that carries the task's import path and plain arguments.

    A broker that is away loses a reference-index refresh, never an edit: the nightly housekeeping rebuilds the index.
    """

    def enqueue(self, task, args, kwargs):
        result = super().enqueue(task, args, kwargs)
        self.results.clear()
        transaction.on_commit(partial(ring, task.module_path, list(args), dict(kwargs)))
        return result


def ring(path: str, args: list, kwargs: dict) -> None:
    try:
        run.delay(path, args, kwargs)
    except OSError as error:
        logger.warning("No broker for %s: %s", path, error)
