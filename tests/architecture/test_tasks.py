"""A task is named in a string where it is rung, so a typing error would only show as work that never happens."""

import re

from django.conf import settings

from cms.celery import app
from tests.architecture.code import files

NAMED = re.compile(r'"((?:cms|newsroom|media_pipeline)\.[\w.]*tasks\.\w+)"')


def test_every_task_that_is_rung_exists():
    app.loader.import_default_modules()
    rung = {name for path in files("*/queue.py", "*/celery_tasks.py") for name in NAMED.findall(path.read_text())}
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert rung
    assert (rung | scheduled) - set(app.tasks) == set()
