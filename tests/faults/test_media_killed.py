"""Film and sound: workers killed, bells lost, a store and a disk that fail. Each job ends ready, or failed with a reason."""

import os
import random
import shutil
import signal
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone
from wagtail.models import Collection

from media_pipeline.assets.models import Asset, AssetState, Run, RunState, Step, StepKind, StepState
from media_pipeline.ingest import failures
from media_pipeline.ingest.reasons import sentence
from media_pipeline.ingest.services.receiving import receive
from media_pipeline.ingest.services.runs import retry
from media_pipeline.ingest.services.steps import STEPS, growing, looking
from media_pipeline.ingest.services.sweeping import sweep
from media_pipeline.storage import storage
from tests.faults.flaky import FlakyStorage
from tests.faults.media_worker import (
    ENDED,
    Clock,
    assert_nothing_half_done,
    die,
    dying,
    end_of,
    on_a_small_disk,
    orphans,
    work_until_all_ended,
    worker,
)
from tests.media_pipeline.ingest.clips import made, sent

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
FILM_STEPS = [kind for kind in StepKind if kind != StepKind.BROADCAST]


@pytest.fixture(autouse=True)
def scratch(settings, tmp_path, no_worker):
    settings.MEDIA_SCRATCH = tmp_path / "scratch"
    settings.PLAYOUT = tmp_path / "playout"
    return settings.MEDIA_SCRATCH


def ended_well(assets) -> None:
    for asset in Asset.objects.filter(pk__in=[asset.pk for asset in assets]):
        assert asset.state in ENDED
        assert asset.state == AssetState.READY or sentence(asset.code, asset.params).endswith(".")
    assert_nothing_half_done(assets)


def several(jobs, clip_of, folder) -> list[Asset]:
    """Each in a collection of its own: the same bytes in one would be one asset."""
    root = Collection.get_first_root_node()
    return [
        sent(clip_of(n), folder / str(n), urgent=n % 3 == 0, collection=root.add_child(name=f"Ban {n}"))
        for n in range(jobs)
    ]


def found_again(clock) -> None:
    """The lease runs out, the sweeper sees it, and the next try is due."""
    clock.jump()
    sweep(now=clock())
    clock.jump()


def test_killed_in_each_step(tmp_path, scratch, count):
    """One film loses its worker in every step it has, and is ready in the end."""
    for moments in count(short=[("amid", "end")], full=[("begin",), ("amid",), ("end",), ("amid", "end", "begin")]):
        asset, clock = sent("film.mp4", tmp_path, urgent=True), Clock()
        for place, kind in enumerate(FILM_STEPS):
            moment = moments[place % len(moments)]
            child = worker(clock, lambda kind=kind, moment=moment: dying(kind, moment))
            assert end_of(child) == -signal.SIGKILL, kind
            assert orphans(scratch) == []
            assert_nothing_half_done([asset])
            found_again(clock)
        work_until_all_ended(clock)
        asset.refresh_from_db()
        assert asset.state == AssetState.READY
        ended_well([asset])
        assert not list(scratch.iterdir())
        asset.delete()


def test_killed_at_random(tmp_path, scratch, count):
    dice, clock = random.Random(20), Clock()
    jobs = count(short=2, full=20)
    assets = several(jobs, lambda n: dice.choice(["film.mp4", "speech.wav"]), tmp_path)
    killed = 0
    for _kill in range(count(short=4, full=50)):
        child = worker(clock)
        time.sleep(dice.uniform(0.1, 2.5))
        os.kill(child, signal.SIGKILL)
        killed += end_of(child) == -signal.SIGKILL
        assert orphans(scratch) == []
        assert_nothing_half_done(assets)
        found_again(clock)
    work_until_all_ended(clock)
    ended_well(assets)
    assert killed >= count(short=1, full=25)
    assert not list(scratch.iterdir())


def test_bells_that_nobody_heard(tmp_path):
    """The broker was emptied: the sweeper finds the rows."""
    asset, clock = sent("speech.wav", tmp_path), Clock()
    assert Step.objects.exclude(due_at__gt=clock()).exists()
    work_until_all_ended(clock)
    asset.refresh_from_db()
    assert asset.state == AssetState.READY


def test_a_store_that_is_away_at_one_call_in_ten(tmp_path, settings, monkeypatch, count):
    assets = several(count(short=1, full=10), lambda n: "speech.wav", tmp_path)
    options = settings.STORAGES["sound_and_film"]["OPTIONS"]
    monkeypatch.setitem(storages._storages, "sound_and_film", FlakyStorage(**options))
    FlakyStorage.calls = FlakyStorage.failed = 0
    work_until_all_ended(Clock())
    assert FlakyStorage.failed >= FlakyStorage.calls / 30
    FlakyStorage.share, share = 0, FlakyStorage.share
    try:
        ended_well(assets)
    finally:
        FlakyStorage.share = share


def test_a_disk_that_is_full_once(tmp_path, monkeypatch):
    asset, clock = sent("film.mp4", tmp_path), Clock()
    whole, times = STEPS[StepKind.TRANSCODE], []

    def full(work):
        times.append(work.step.pk)
        if len(times) == 1:
            raise OSError(28, "No space left on device")
        return whole(work)

    monkeypatch.setitem(STEPS, StepKind.TRANSCODE, full)
    work_until_all_ended(clock)
    asset.refresh_from_db()
    assert asset.state == AssetState.READY and len(times) == 2
    assert Step.objects.get(kind=StepKind.TRANSCODE).failures == {"room": 1}
    ended_well([asset])


@pytest.mark.parametrize(("disk", "size"), [("scratch", "150k"), ("store", "4k")])
def test_a_disk_that_is_really_full(disk, size, tmp_path, scratch, settings, monkeypatch, count):
    """A disk of its own, too small, for the worker alone; then there is room, and somebody presses Thử lại."""
    monkeypatch.setattr(looking, "SPARE", 0)
    monkeypatch.setattr(looking, "ROOM", 0)
    tries = count(short=1, full=failures.RETRIES["room"])
    monkeypatch.setitem(failures.RETRIES, "room", tries)
    store = Path(settings.STORAGES["sound_and_film"]["OPTIONS"]["folder"])
    place = {"scratch": scratch, "store": store / "incoming"}[disk]
    asset, clock = sent("film.mp4", tmp_path), Clock()
    for _try in range(tries + 1):
        assert end_of(worker(clock, lambda: on_a_small_disk(place, size))) == 0
        clock.jump(timedelta(hours=1))

    asset.refresh_from_db()
    run = asset.runs.get()
    assert (asset.state, run.state) == (AssetState.FAILED, RunState.FAILED)
    assert run.steps.get(state=StepState.FAILED).failures == {"room": tries + 1}
    assert "đã đầy" in sentence(asset.code, asset.params)
    ended_well([asset])
    retry(run=run, now=clock())
    work_until_all_ended(clock)
    asset.refresh_from_db()
    assert asset.state == AssetState.READY
    ended_well([asset])


def test_killed_while_readers_watch_it_grow(tmp_path):
    """They keep what they had; the next worker goes on from there."""
    asset, clock = sent("long-film.mp4", tmp_path, urgent=True), Clock()

    def die_when_it_is_seen():
        shown = growing.publish_first

        def publish_and_die(**asked):
            shown(**asked)
            transaction.on_commit(die)

        growing.publish_first = publish_and_die

    assert end_of(worker(clock, die_when_it_is_seen)) == -signal.SIGKILL
    asset.refresh_from_db()
    assert asset.state == AssetState.PLAYABLE
    assert_nothing_half_done([asset])
    found_again(clock)
    work_until_all_ended(clock)
    asset.refresh_from_db()
    assert asset.state == AssetState.READY
    ended_well([asset])


def test_killed_between_the_row_and_the_original(tmp_path):
    """The upload still has its file: sent in again, nothing is lost and nothing doubled."""
    clock = Clock()

    def die_before_the_store():
        storage().__class__.put_file = lambda *arguments, **options: die()

    copy = tmp_path / "speech.wav"
    shutil.copyfile(made("speech.wav"), copy)
    collection = Collection.get_first_root_node()

    def take():
        die_before_the_store()
        receive(path=copy, name="speech.wav", collection=collection, now=timezone.now())

    assert end_of(worker(clock, take)) == -signal.SIGKILL
    assert copy.exists() and Asset.objects.count() == 1
    sweep(now=timezone.now() + timedelta(minutes=10))
    assert not Run.objects.exists()
    asset = receive(path=copy, name="speech.wav", collection=collection, now=timezone.now())
    work_until_all_ended(clock)
    asset.refresh_from_db()
    assert asset.state == AssetState.READY and Asset.objects.count() == 1
