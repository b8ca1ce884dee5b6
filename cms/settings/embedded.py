"""One command, no services: SQLite, files, and a broker that is a folder."""

import os
import secrets
from urllib.parse import quote

from cms.settings.environment import DATA, env


def _secret_key() -> str:
    """A key of this data folder's own, made at the first start and kept."""
    path = DATA / "secret-key"
    if not path.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


_public_host = env.str("PUBLIC_HOST", "localhost")
_open_to_the_network = env.str("HOST", "127.0.0.1") in {"0.0.0.0", "::"}
os.environ.setdefault("SECRET_KEY", _secret_key())
os.environ.setdefault(
    "ALLOWED_HOSTS", "*" if _open_to_the_network else f"localhost,.localhost,127.0.0.1,[::1],{_public_host}"
)
os.environ.setdefault("BASE_URL", f"http://{_public_host}:{env.str('PORT', '8000')}")
os.environ.setdefault("HTTPS", "false")
os.environ.setdefault("TRUSTED_PROXIES", "0")
os.environ.setdefault("DATABASE_URL", f"sqlite:///{quote(str(DATA / 'newsroom.sqlite3'))}")
os.environ.setdefault("REDIS_URL", "")
os.environ.setdefault("LOG_LEVEL", "WARNING")

from cms.settings.production import *  # noqa: E402, F403  production is the base: safe by default
from cms.settings.production import CELERY_BROKER_URL, DATABASES  # noqa: E402

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE: a transaction that will write takes its turn at the start instead of failing at the end.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000;",
    }

if not env.str("REDIS_URL"):
    CACHES = {
        name: {
            "BACKEND": "cms.core.forgiving_cache.FileBasedCache",
            "LOCATION": DATA / "cache" / name,
            "OPTIONS": {"MAX_ENTRIES": 2_000},
        }
        for name in ("default", "pages", "searches")
    }

if not CELERY_BROKER_URL:
    CELERY_BROKER_URL = "filesystem://localhost/"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(DATA / "broker" / "messages"),
        "data_folder_out": str(DATA / "broker" / "messages"),
        "processed_folder": str(DATA / "broker" / "processed"),
        "control_folder": str(DATA / "broker" / "control"),
        "polling_interval": 0.1,
    }
    # Two workers that start at once would write one list of mailboxes over each other; nobody talks to them by hand.
    CELERY_WORKER_ENABLE_REMOTE_CONTROL = False

if "EMAIL_HOST" not in os.environ:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA / "mail"

SERVE_MEDIA = True
LOCAL_PORT = env.int("PORT", 8000)
SECURE_HSTS_SECONDS = 0
