"""Who works a step, and what becomes of it: two workers, dead workers, tries that fail, people who stop it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from media_pipeline.assets.models import Asset, AssetState, Removal, Run, RunState, Step, StepKind, StepState
from media_pipeline.ffmpeg.runner import Outcome
from media_pipeline.ingest import leases, queries, scratch
from media_pipeline.ingest.errors import OrderRefused
from media_pipeline.ingest.failures import EncodingFailed
from media_pipeline.ingest.services import runs
from media_pipeline.ingest.services.deleting import remove_due
from media_pipeline.ingest.services.steps import STEPS
from media_pipeline.ingest.services.sweeping import sweep
from media_pipeline.ingest.services.working import answer_bell, work_on
from media_pipeline.storage import NoRoom, StorageUnavailable, storage
from tests.media_pipeline.ingest.clips import sent, work_all

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _places(settings, tmp_path):
    settings.MEDIA_SCRATCH = tmp_path / "scratch"


@pytest.fixture
def asset(tmp_path):
    return sent("speech.wav", tmp_path)


def first_step() -> Step:
    return Step.objects.order_by("pk").first()


def failing(*errors):
    """A step that raises these, one a try, and then works."""
    left = list(errors)

    def step(work):
        if left:
            raise left.pop(0)

    return step


def ended(how: str, returncode: int = 1, stderr: str = "") -> EncodingFailed:
    return EncodingFailed(Outcome(returncode, how, stderr, 0, 0.0, 1.0, 1.0, 0))


@pytest.mark.datalayer
def test_two_deliveries_of_one_step_give_it_to_one_worker(asset):
    now = timezone.now()
    steps = Step.objects.all()
    taken = leases.claim(steps, owner="one", now=now)
    assert taken.kind == StepKind.FETCH_PROBE and taken.tries == 1
    assert leases.claim(steps, owner="two", now=now) is None
    assert [health.running for health in queries.queue_health(now)] == [1, 0]


@pytest.mark.datalayer
def test_a_dead_workers_step_is_taken_up_again_and_given_up_when_it_kills_each(asset):
    now = timezone.now()
    for _death in range(4):
        assert leases.claim(Step.objects.all(), owner="dying", now=now)
        now += leases.LASTS + timedelta(seconds=1)
        sweep(now=now)
        now += timedelta(seconds=5)
    run = Run.objects.get()
    assert (run.state, run.code) == (RunState.FAILED, "worker_lost")
    asset.refresh_from_db()
    assert asset.state == AssetState.FAILED and storage().exists(asset.file.name)
    runs.retry(run=run, now=now)
    work_all(ahead=timedelta(minutes=10))
    asset.refresh_from_db()
    assert asset.state == AssetState.READY and not Removal.objects.exists()


def test_a_worker_that_lost_its_lease_writes_nothing(asset, monkeypatch):
    def overtaken(work):
        Step.objects.filter(pk=work.step.pk).update(owner="another")

    monkeypatch.setitem(STEPS, StepKind.FETCH_PROBE, overtaken)
    work_on(Step.objects.all(), clock=timezone.now)
    step = first_step()
    assert (step.state, step.owner) == (StepState.LEASED, "another")
    assert Step.objects.exclude(pk=step.pk).get().state == StepState.BLOCKED


@pytest.mark.parametrize(
    ("errors", "code"),
    [
        ([StorageUnavailable("away")] * 5, ""),
        ([StorageUnavailable("away")] * 6, "storage_unavailable"),
        ([NoRoom("full")] * 5, ""),
        ([OSError(28, "No space left on device")] * 6, "no_room"),
        ([ended("stalled")], ""),
        ([ended("stalled")] * 2, "stalled"),
        ([ended("failed", stderr="Invalid data")] * 2, "encoder_failed"),
        ([ended("failed", stderr="No space left on device")], ""),
        ([ended("killed", returncode=-9)] * 3, "out_of_memory"),
        ([ended("out_of_time")], "out_of_time"),
        ([RuntimeError("unknown")] * 3, "unexpected"),
    ],
)
def test_each_class_of_failure_has_its_tries(asset, monkeypatch, errors, code):
    monkeypatch.setitem(STEPS, StepKind.TRANSCODE, failing(*errors))
    for kind in (
        StepKind.PACKAGE,
        StepKind.VERIFY,
        StepKind.CAPTIONS,
        StepKind.UPLOAD,
        StepKind.PUBLISH,
        StepKind.ANALYSE,
    ):
        monkeypatch.setitem(STEPS, kind, lambda work: None)
    work_all()
    for hours in range(1, len(errors) + 1):
        work_all(ahead=timedelta(hours=hours))
    step = Step.objects.get(kind=StepKind.TRANSCODE)
    assert (step.state, step.code) == ((StepState.FAILED, code) if code else (StepState.SUCCEEDED, ""))
    asset.refresh_from_db()
    assert asset.code == code
    assert bool(queries.failed().count()) == bool(code)


def test_memory_that_ran_out_means_one_thread_the_next_time(asset, monkeypatch):
    cores = []

    def hungry(work):
        cores.append(work.cores)
        if len(cores) == 1:
            raise ended("killed", returncode=-9)

    monkeypatch.setitem(STEPS, StepKind.TRANSCODE, hungry)
    work_all()
    work_all(ahead=timedelta(minutes=1))
    assert len(cores) == 2 and cores[1] == 1


def test_memory_that_ran_out_twice_means_rung_by_rung(tmp_path):
    film = sent("film.mp4", tmp_path)
    work_on(Step.objects.filter(run__asset=film), clock=timezone.now)
    Step.objects.filter(kind=StepKind.TRANSCODE).update(failures={"memory": 2}, single_thread=True)
    work_all()
    film.refresh_from_db()
    assert film.state == AssetState.READY and set(film.current_run.facts["made"]) >= {
        "360",
        "240",
        "a",
        "mp4",
        "sprite",
    }


def test_a_waiting_run_is_stopped_at_once_and_goes_on_when_asked(asset):
    run = Run.objects.get()
    runs.cancel(run=run, now=timezone.now())
    run.refresh_from_db()
    asset.refresh_from_db()
    assert (run.state, asset.state) == (RunState.CANCELLED, AssetState.CANCELLED)
    work_all()
    assert first_step().state == StepState.CANCELLED
    with pytest.raises(OrderRefused):
        runs.cancel(run=run, now=timezone.now())
    runs.retry(run=run, now=timezone.now())
    work_all()
    asset.refresh_from_db()
    assert asset.state == AssetState.READY


def test_stopping_and_deleting_reach_the_encoder(asset, monkeypatch):
    """Both are seen between two looks at the row; nothing is left on the disk, and the original has days of grace."""

    def stopped(work):
        runs.cancel(run=work.run, now=timezone.now())
        work.lease.check()

    monkeypatch.setitem(STEPS, StepKind.TRANSCODE, stopped)
    work_all()
    run = Run.objects.get()
    assert run.state == RunState.CANCELLED and not scratch.folder_of(run.pk).exists()

    def deleted(work):
        Asset.objects.get().delete()
        work.lease.check()

    monkeypatch.setitem(STEPS, StepKind.TRANSCODE, deleted)
    runs.retry(run=run, now=timezone.now())
    key = asset.file.name
    work_all()
    assert not Run.objects.exists() and not list(scratch.folder_of(run.pk).parent.glob("*/desk-*"))
    remove_due(now=timezone.now() + timedelta(seconds=1))
    assert storage().exists(key) and not list(storage().list(f"runs/{asset.token}/"))
    storage().put_bytes(f"runs/{asset.token}/{run.pk}/hls/a/00001.m4s", b"was on its way when the run went")
    for days in (8, 9):
        remove_due(now=timezone.now() + timedelta(days=days))
    assert not storage().exists(key) and not list(storage().list(f"runs/{asset.token}/"))
    assert not Removal.objects.exists()


def test_the_urgent_goes_first(asset, tmp_path):
    second = sent("silent-film.mp4", tmp_path)
    runs.prioritise(run=second.runs.get(), now=timezone.now())
    answer_bell(step_id=asset.runs.get().steps.first().pk)
    assert second.runs.get().steps.first().state == StepState.SUCCEEDED
    assert [run.asset_id for run in queries.waiting()] == [second.pk, asset.pk]
    assert queries.progress(second.runs.get()).percent < 20


def test_files_made_on_a_machine_that_is_gone_are_made_again(asset, monkeypatch):
    upload, times = STEPS[StepKind.UPLOAD], []

    def moved(work):
        times.append(work.step.pk)
        if len(times) == 1:
            scratch.drop(work.run.pk)
            work.desk.out.mkdir(parents=True)
        return upload(work)

    monkeypatch.setitem(STEPS, StepKind.UPLOAD, moved)
    work_all()
    asset.refresh_from_db()
    assert len(times) == 2 and asset.state == AssetState.READY


def test_the_same_file_sent_twice_is_one_asset(asset, tmp_path):
    again = sent("speech.wav", tmp_path, name="khac-ten.wav")
    assert again == asset and Run.objects.count() == 1
    assert not list(tmp_path.glob("sent-*"))


def test_an_original_whose_worker_died_before_the_first_run_is_found(asset):
    Run.objects.all().delete()
    Asset.objects.update(created_at=timezone.now() - timedelta(minutes=5))
    sweep(now=timezone.now())
    work_all()
    asset.refresh_from_db()
    assert asset.state == AssetState.READY
