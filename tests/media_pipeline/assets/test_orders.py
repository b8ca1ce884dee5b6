"""Work that is a row: what is ordered is made, whoever dies on the way."""

import multiprocessing
import time
from datetime import timedelta

import pytest
from django.core.files.storage import InMemoryStorage
from django.db import connections, transaction
from django.utils import timezone

from media_pipeline.assets import ports, services, sizes
from media_pipeline.assets.models import RenditionOrder
from media_pipeline.assets.services import orders
from tests.media_pipeline.assets.files import bytes_of, photograph, saved


def later(**delta):
    return timezone.now() + timedelta(**delta)


def test_an_order_is_written_with_the_picture_or_not_at_all(take):
    with pytest.raises(RuntimeError), transaction.atomic():
        take()
        raise RuntimeError
    assert not RenditionOrder.objects.exists()
    assert take().orders.get().cause == "file"


def test_after_commit_the_bell_brings_the_worker(take, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        picture = take()
    assert picture.orders.get().state == "done"
    assert {row.filter_spec for row in picture.renditions.all()} == set(sizes.wanted(picture))


def test_a_picture_that_no_bell_rang_for_is_found_by_the_sweeper(take):
    picture = take()
    assert services.sweep(now=timezone.now()) == 0, "its bell may still be on the way"
    assert services.sweep(now=later(minutes=1)) == 1
    assert picture.orders.get().state == "done"
    assert services.sweep(now=later(minutes=2)) == 0


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"focal_point_x": 9, "focal_point_y": 9, "focal_point_width": 9, "focal_point_height": 9}, "focus"),
        ({"caption": "Chú thích khác."}, "facts"),
        ({"credit": "TTXVN"}, "facts"),
        ({"ai_provenance": "generated"}, "facts"),
        ({"title": "Tên khác"}, None),
        ({"alt": "Mô tả khác"}, None),
        ({}, None),
    ],
)
def test_only_what_changes_a_file_is_ordered(take, change, cause):
    picture = take()
    picture.orders.all().delete()
    for name, value in change.items():
        setattr(picture, name, value)
    picture.save()
    assert list(picture.orders.values_list("cause", flat=True)) == ([cause] if cause else [])


def test_an_order_done_twice_makes_nothing_twice(made):
    picture = made()
    before = set(picture.renditions.values_list("pk", flat=True))
    order = picture.orders.create(cause="facts", due_at=timezone.now())
    services.work(order_id=order.pk, now=timezone.now())
    services.work(order_id=order.pk, now=timezone.now())
    assert set(picture.renditions.values_list("pk", flat=True)) == before
    order.refresh_from_db()
    assert (order.state, order.tries) == ("done", 1)


def test_of_two_workers_one_gets_the_order(take):
    order = take().orders.get()
    assert orders.claim(order.pk, now=timezone.now())
    assert orders.claim(order.pk, now=timezone.now()) is None
    assert orders.claim(order.pk, now=later(minutes=11))


def test_a_corrected_credit_reaches_files_that_were_made_before(made, django_capture_on_commit_callbacks):
    picture = made(credit="Sai Tên")
    old = picture.renditions.get(filter_spec="max-480x16000|format-webp")
    with django_capture_on_commit_callbacks(execute=True):
        picture.credit = "Đúng Tên"
        picture.save()
    new = picture.renditions.get(filter_spec="max-480x16000|format-webp")
    assert "Đúng Tên".encode() in bytes_of(new.file) and b"Sai" not in bytes_of(new.file)
    assert new.file.name != old.file.name and not old.file.storage.exists(old.file.name)


def test_a_new_focal_point_replaces_the_crops_and_leaves_the_rest(made):
    picture = made(saved(photograph((600, 300))))
    whole = set(picture.renditions.filter(filter_spec__startswith="max").values_list("pk", flat=True))
    crops = set(picture.renditions.filter(filter_spec__startswith="fill").values_list("pk", flat=True))
    picture.focal_point_x = picture.focal_point_y = picture.focal_point_width = picture.focal_point_height = 50
    picture.save()
    order = picture.orders.get(state="waiting")
    services.work(order_id=order.pk, now=timezone.now())

    assert set(picture.renditions.filter(filter_spec__startswith="max").values_list("pk", flat=True)) == whole
    now_there = picture.renditions.filter(filter_spec__startswith="fill")
    assert len(now_there) == len(crops) and not crops & {row.pk for row in now_there}


def test_readers_pages_are_told_when_files_are_ready_and_when_words_change(take, monkeypatch):
    told = []
    monkeypatch.setattr(ports, "changed", ports.Port([lambda picture: told.append(picture.renditions.count())]))
    picture = take()
    assert told == [], "a new picture is on no page yet"
    services.work(order_id=picture.orders.get().pk, now=timezone.now())
    picture.alt = "Mô tả khác"
    picture.save()
    picture.save()
    assert told == [len(sizes.wanted(picture))] * 2


def test_a_deleted_picture_takes_its_files_with_it(made, django_capture_on_commit_callbacks):
    picture = made()
    files = [picture.file, *(row.file for row in picture.renditions.all())]
    assert all(file.storage.exists(file.name) for file in files)
    with django_capture_on_commit_callbacks(execute=True):
        picture.delete()
    assert not any(file.storage.exists(file.name) for file in files)
    assert not RenditionOrder.objects.exists()


class FailingStorage(InMemoryStorage):
    """Full, away or slow: refuses the first `refusals` files."""

    refusals = 0

    def _save(self, name, content):
        if FailingStorage.refusals:
            FailingStorage.refusals -= 1
            raise OSError("No space left on device")
        return super()._save(name, content)


@pytest.fixture
def failing_storage(settings):
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": f"{__name__}.FailingStorage"}}
    FailingStorage.refusals = 1
    yield
    FailingStorage.refusals = 0


def test_a_storage_that_fails_once_delays_the_files_and_says_why(take, failing_storage):
    picture = take()
    order = picture.orders.get()
    began = timezone.now()
    services.work(order_id=order.pk, now=began)
    order.refresh_from_db()
    assert (order.state, order.tries, order.error) == ("waiting", 1, "OSError: No space left on device")
    assert order.due_at == began + timedelta(seconds=30) and order.claimed_until is None
    assert orders.claim(order.pk, now=began + timedelta(seconds=10)) is None

    services.work(order_id=order.pk, now=later(minutes=2))
    order.refresh_from_db()
    assert order.state == "done"


def test_an_original_that_is_lost_is_given_up_after_five_tries_and_a_person_can_read_why(take):
    picture = take()
    picture.file.storage.delete(picture.file.name)
    order = picture.orders.get()
    for days in range(5):
        services.work(order_id=order.pk, now=later(days=days))
    order.refresh_from_db()
    assert (order.state, order.tries) == ("failed", 5)
    assert order.error.startswith("SourceImageIOError")
    services.work(order_id=order.pk, now=later(days=9))
    assert RenditionOrder.objects.get().tries == 5


def test_a_picture_that_kills_every_worker_is_left_alone_in_the_end(take):
    order = take().orders.get()
    for hours in range(5):
        assert orders.claim(order.pk, now=later(hours=hours))
    services.sweep(now=later(hours=9))
    order.refresh_from_db()
    assert (order.state, order.error) == ("failed", orders.KILLED)


def test_old_orders_are_forgotten_and_failed_ones_are_not(take):
    first, second = take().orders.get(), take().orders.get()
    RenditionOrder.objects.filter(pk=first.pk).update(state="done")
    RenditionOrder.objects.filter(pk=second.pk).update(state="failed")
    services.sweep(now=later(days=31))
    assert list(RenditionOrder.objects.values_list("pk", flat=True)) == [second.pk]


def work_slowly(order_id, started):
    """In a process of its own: a worker that takes its time over each file."""
    connections.close_all()
    replace_rendition = orders.replace_rendition

    def slow(*arguments, **named):
        replace_rendition(*arguments, **named)
        started.set()
        time.sleep(0.2)

    orders.replace_rendition = slow
    services.work(order_id=order_id, now=timezone.now())


@pytest.mark.faults
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_is_finished_by_the_next(take, count):
    fork = multiprocessing.get_context("fork")
    for _ in range(count(short=1, full=20)):
        picture = take()
        picture.renditions.all().delete()
        order = picture.orders.create(cause="facts", due_at=later(hours=1))
        RenditionOrder.objects.filter(pk=order.pk).update(due_at=timezone.now())

        started = fork.Event()
        worker = fork.Process(target=work_slowly, args=(order.pk, started))
        worker.start()
        assert started.wait(20)
        worker.kill()
        worker.join()

        order.refresh_from_db()
        assert order.state == "waiting" and 0 < picture.renditions.count() < len(sizes.wanted(picture))
        services.work(order_id=order.pk, now=later(minutes=1))
        order.refresh_from_db()
        assert order.state == "waiting", "the dead worker's lease still runs"

        past = timezone.now() - timedelta(minutes=1)
        RenditionOrder.objects.filter(pk=order.pk).update(due_at=past, claimed_until=past)
        services.sweep(now=timezone.now())
        order.refresh_from_db()
        assert order.state == "done"
        assert {row.filter_spec for row in picture.renditions.all()} == set(sizes.wanted(picture))
