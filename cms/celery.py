"""The Celery application. Tasks carry only ids: the row is the truth, Celery is the alarm clock."""

import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

TRANSPORT_ALIASES["filesystem"] = "cms.core.folder_broker:Transport"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.embedded")
# Celery's own switch: `manage.py check` is for that; here it would load every page of the site, 20 MB, before the first task.
os.environ.update(CELERY_SKIP_CHECKS="1")
app = Celery("newsroom")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
