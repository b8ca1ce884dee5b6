"""The three processes of the embedded run."""

import sys

from deploy.embedded.place import Place

PYTHON = [sys.executable, "-m"]
CELERY = [*PYTHON, "celery", "--app=cms.celery", "--quiet"]


def commands(place: Place) -> dict[str, list[str]]:
    return {
        # One process: SQLite has one writer, and threads share the templates and caches they warmed.
        "web": [
            *PYTHON,
            "gunicorn",
            "cms.wsgi",
            f"--bind={place.bind}",
            "--worker-class=gthread",
            "--threads=8",
            "--graceful-timeout=5",
            "--no-control-socket",
            "--log-level=warning",
        ],
        "worker": [
            *CELERY,
            "worker",
            "--concurrency=2",
            "--loglevel=warning",
            "--without-gossip",
            "--without-mingle",
            "--without-heartbeat",
        ],
        "beat": [*CELERY, "beat", f"--schedule={place.data / 'beat' / 'schedule'}", "--pidfile=", "--loglevel=warning"],
    }
