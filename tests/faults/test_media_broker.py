"""Bells through a real Redis to a real Celery worker; the broker dies with all it knew, and comes back."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from cms.settings.broker import REDIS
from media_pipeline.assets.models import AssetState, Step, StepState
from media_pipeline.ingest.services.sweeping import sweep
from tests.media_pipeline.ingest.clips import sent
from tests.services.redis import Redis

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
PATIENCE = 90  # seconds, on a machine that does other things too


@pytest.fixture
def redis(tmp_path):
    redis = Redis(tmp_path)
    yield redis
    redis.kill()


@pytest.fixture
def worker(redis, tmp_path):
    """Of both queues, on the test's own database file and store."""
    environment = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.embedded", "DATA": str(settings.DATA),
        "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}", "BROKER_URL": redis.url,
        "MEDIA_SCRATCH": str(tmp_path / "scratch"),
    }  # fmt: skip
    command = [sys.executable, "-m", "celery", "--app=cms.celery", "--quiet", "worker", "--concurrency=1"]
    command += ["--queues=media.fast,media.heavy", "--without-gossip", "--without-mingle", "--loglevel=warning"]
    with (tmp_path / "worker.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)
        yield process
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def until(true, what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, (what, list(Step.objects.values_list("kind", "state", "code")))
        time.sleep(0.1)


def is_ready(asset) -> bool:
    asset.refresh_from_db()
    return asset.state == AssetState.READY


def test_film_and_sound_outlive_the_broker(redis, worker, broker, tmp_path):
    broker(redis.url, REDIS)
    film = sent("long-film.mp4", tmp_path, urgent=True)
    until(lambda: Step.objects.filter(state=StepState.SUCCEEDED).exists(), "the worker hears the first bell")
    redis.kill()
    sound = sent("speech.wav", tmp_path)  # nobody hears of it
    redis.start()
    sweep(now=timezone.now())
    until(lambda: is_ready(film) and is_ready(sound), "both are made when the broker is back")
    assert not Step.objects.exclude(tries=1).exists() and worker.poll() is None
