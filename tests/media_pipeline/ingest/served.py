"""Settings of `serving.Server`: the embedded run, with static files from where they are written."""

import os

from cms.settings.embedded import *  # noqa: F403
from cms.settings.embedded import STORAGES

STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
UPLOAD_FOLDER = os.environ["UPLOADS_OF_THE_TEST"]
