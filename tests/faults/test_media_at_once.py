"""Film and sound: several workers, or several senders, in the same moment."""

import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.utils import timezone
from wagtail.models import Collection

from media_pipeline.assets.models import Asset, Run, Step, StepKind, StepState
from media_pipeline.ingest import leases
from media_pipeline.ingest.errors import OrderRefused
from media_pipeline.ingest.services import runs
from media_pipeline.ingest.services.receiving import receive
from media_pipeline.ingest.services.steps import STEPS
from media_pipeline.ingest.services.working import answer_bell
from tests.media_pipeline.ingest.clips import made, sent

pytestmark = [pytest.mark.faults, pytest.mark.datalayer, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def scratch(settings, tmp_path, no_worker):
    settings.MEDIA_SCRATCH = tmp_path / "scratch"


def at_once(*acts) -> list:
    ready = Barrier(len(acts))

    def run(act):
        try:
            ready.wait(timeout=30)
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_workers_that_hear_the_same_bell(tmp_path, monkeypatch):
    """Two deliveries to four workers: the step is worked once."""
    asset = sent("speech.wav", tmp_path)
    worked = []

    def once(work):
        worked.append(work.lease.owner)
        time.sleep(0.3)
        raise leases.LeaseLost

    monkeypatch.setitem(STEPS, StepKind.FETCH_PROBE, once)
    step = asset.runs.get().steps.first()
    at_once(*[lambda: answer_bell(step_id=step.pk)] * 4)
    step.refresh_from_db()
    assert worked == [step.owner] and step.tries == 1


def test_each_of_several_steps_goes_to_one_worker(tmp_path):
    for n in range(3):
        sent("speech.wav", tmp_path, collection=Collection.get_first_root_node().add_child(name=f"Ban {n}"))
    now = timezone.now()
    claims = [lambda n=n: leases.claim(Step.objects.all(), owner=f"worker {n}", now=now) for n in range(6)]
    taken = [step.pk for step in at_once(*claims) if step]
    assert len(taken) == len(set(taken)) == 3
    assert Step.objects.filter(state=StepState.LEASED).count() == 3


def test_one_file_sent_by_several_people(tmp_path):
    copies = []
    for n in range(4):
        copies.append(tmp_path / f"{n}.wav")
        shutil.copyfile(made("speech.wav"), copies[-1])
    collection = Collection.get_first_root_node()
    receivers = [
        lambda copy=copy: receive(path=copy, name=copy.name, collection=collection, now=timezone.now())
        for copy in copies
    ]
    assert len({asset.pk for asset in at_once(*receivers)}) == 1
    assert Asset.objects.count() == Run.objects.count() == 1
    assert not any(copy.exists() for copy in copies)


def test_making_again_asked_by_two(tmp_path):
    asset = sent("speech.wav", tmp_path)
    runs.cancel(run=asset.runs.get(), now=timezone.now())

    def again():
        try:
            return runs.rerun(asset=asset, now=timezone.now())
        except OrderRefused as refused:
            return refused.code

    results = at_once(again, again)
    assert results.count("already_making") == 1 and Run.objects.count() == 2
