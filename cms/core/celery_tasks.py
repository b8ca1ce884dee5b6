"""Wagtail's own deferred work (reference index, deletion of files) goes through Celery, after commit."""

from functools import partial

from django.db import transaction
from django_tasks.backends.dummy import DummyBackend

from media_pipeline.assets.queue import ring


class CeleryBackend(DummyBackend):
    """A django-tasks backend: `enqueue` rings a bell that carries the task's import path and plain arguments.

    A broker that is away loses a reference-index refresh, never an edit: the nightly housekeeping rebuilds the index.
    """

    def enqueue(self, task, args, kwargs):
        result = super().enqueue(task, args, kwargs)
        self.results.clear()
        transaction.on_commit(partial(ring, "cms.core.tasks.run", task.module_path, list(args), dict(kwargs)))
        return result
