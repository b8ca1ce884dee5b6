"""What the test suite changes: a folder of each process's own, fast password hashes, tasks that run when they are rung."""

import atexit
import os
import shutil
import tempfile

os.environ["DATA"] = tempfile.mkdtemp(prefix="newsroom-test-")
atexit.register(shutil.rmtree, os.environ["DATA"], ignore_errors=True)

from cms.settings.embedded import *  # noqa: E402, F403
from cms.settings.production import DATA, DATABASES, STATIC_ROOT, STORAGES  # noqa: E402

STATIC_ROOT.mkdir()  # whitenoise warns of a folder that is not there, and warnings are errors

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, because the live server and a second connection must see what the test wrote.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOCAL_PORT = None
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
