"""The processes of the embedded run."""

import sys

from deploy.embedded.place import Place

# Root is the only account of many a small server, and nothing here unpickles what it is sent.
ROOT_IS_FINE = "-Wignore:You're running the worker with superuser privileges"
# Readers and editors come first: work in the background takes the processor time they leave.
CELERY = ["nice", "-n", "5", sys.executable, ROOT_IS_FINE, "-m", "celery", "--app=cms.celery", "--quiet"]
ALONE = ["--loglevel=warning", "--without-gossip", "--without-mingle", "--without-heartbeat"]


def commands(place: Place) -> dict[str, list[str]]:
    return {
        # One process: SQLite has one writer, and threads share the templates and caches they warmed.
        "web": [
            sys.executable,
            "-m",
            "gunicorn",
            "cms.wsgi",
            f"--bind={place.bind}",
            "--worker-class=gthread",
            "--threads=8",
            "--graceful-timeout=5",
            "--no-control-socket",
            "--log-level=warning",
        ],
        "worker": [*CELERY, "worker", "--queues=celery,media.fast", "--concurrency=3", *ALONE],
        # Film takes minutes and every core: one at a time, and never in the way of a story going out.
        "media": [*CELERY, "worker", "--queues=media.heavy", "--concurrency=1", "--hostname=media@%h", *ALONE],
        "beat": [*CELERY, "beat", f"--schedule={place.data / 'beat' / 'schedule'}", "--pidfile=", "--loglevel=warning"],
    }
