"""A new index beside the one in use: no edit is lost, no search fails, and there is a way back for a day."""

import time
from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

from newsroom.search import building, comparing, sending
from newsroom.search.documents import Document
from newsroom.search.engines import Filters
from newsroom.search.engines import elasticsearch_admin as admin
from newsroom.search.engines.elasticsearch_schema import SCHEMA, alias_of
from newsroom.search.errors import EngineAway
from newsroom.search.finding import find
from newsroom.search.models import EngineIndex, OutboxEntry, PublicDocument
from newsroom.search.services import store

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db]

State = EngineIndex.State


@pytest.fixture(autouse=True)
def engine(outside, monkeypatch):
    """Names of its own: these tests make and drop indexes."""
    monkeypatch.setattr(building, "CHUNK", 10)
    prefix = f"{outside.settings['ELASTICSEARCH_PREFIX']}b"
    with outside.searching() as searching, override_settings(ELASTICSEARCH_PREFIX=prefix):
        EngineIndex.objects.all().delete()
        yield searching
        for name in admin.names():
            admin.delete(name)


def write(numbers, title="Mưa", model=PublicDocument):
    store(model, "story", {number: Document(title=f"{title} {number}") for number in numbers})


def build(**options):
    building.order(["public"], now=timezone.now())
    building.build_ordered(**options)
    return EngineIndex.objects.filter(audience="public").latest("ordered_at")


def in_use():
    return EngineIndex.objects.get(audience="public", state=State.IN_USE)


def differences():
    sending.send_waiting()
    admin.refresh(in_use().name)
    return len(comparing.differences("public", in_use().name))


def found(typed):
    answer = find(PublicDocument, typed, filters=Filters(), sort="relevance", start=0, size=50, now=timezone.now())
    assert not answer.engine.degraded
    return {hit.object_id for hit in answer.page.hits}


def test_an_index_is_filled_and_taken_into_use():
    write(range(35))
    index = build()
    assert (index.state, index.written, index.total) == (State.IN_USE, 35, 35)
    assert admin.names()[index.name] == [alias_of("public")]
    assert found("mưa") == set(range(35)) and differences() == 0


def test_an_empty_newsroom_gets_an_empty_index():
    assert build().state == State.IN_USE
    assert found("mưa") == set()


def test_edits_during_a_rebuild_are_not_lost_and_no_search_fails(engine):
    write(range(40))
    build()
    asked = []

    def meanwhile(index):
        turn = len(asked)
        write([turn, 30 + turn], title="Sửa")
        write([100 + turn], title="Mới")
        store(PublicDocument, "story", {39 - turn: None})
        if turn % 2:
            sending.send_waiting()
        asked.append(found("mưa"))

    build(progress=meanwhile)
    assert len(asked) > 3 and all(asked)
    assert differences() == 0 and not OutboxEntry.objects.filter(state=OutboxEntry.State.WAITING).exists()
    assert EngineIndex.objects.filter(audience="public").count() == 2


def test_a_worker_that_dies_is_followed_by_one_that_goes_on():
    write(range(40))

    class Killed(BaseException):
        pass

    def die(index):
        if index.written >= 20:
            raise Killed

    with pytest.raises(Killed):
        build(progress=die)
    half = EngineIndex.objects.get(audience="public")
    assert (half.state, half.written) == (State.FILLING, 20)
    building.build_ordered()
    assert EngineIndex.objects.get().state == State.FILLING  # still in the dead one's hand
    EngineIndex.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    written = []
    building.build_ordered(progress=lambda index: written.append(index.written))
    assert written[0] == 30 and in_use().written == 40
    assert differences() == 0


def test_an_engine_that_goes_away_during_a_rebuild_only_delays_it(monkeypatch):
    write(range(20))
    real = admin.refresh

    def away(name):
        raise EngineAway("gone")

    monkeypatch.setattr(admin, "refresh", away)
    half = build()
    assert (half.state, half.error, half.claimed_until) == (State.FILLING, "gone", None)
    monkeypatch.setattr(admin, "refresh", real)
    building.build_ordered()
    assert in_use().pk == half.pk and differences() == 0


def test_two_orders_are_one():
    first = building.order(["public"], now=timezone.now())
    assert building.order(["public"], now=timezone.now()) == first


def test_a_document_that_the_index_refuses_does_not_stop_it():
    write(range(3))
    store(PublicDocument, "story", {7: Document(title="Mưa", boost=1e300)})
    assert build().state == State.IN_USE
    sending.send_waiting()
    assert OutboxEntry.objects.get(state=OutboxEntry.State.SET_ASIDE).uid == "story:7"
    assert found("mưa") == {0, 1, 2}


def test_the_old_index_is_kept_for_a_way_back_then_dropped():
    write(range(5))
    first = build()
    write([9])
    second = build()
    assert EngineIndex.objects.get(pk=first.pk).state == State.KEPT
    write([10])
    assert building.go_back("public", now=timezone.now()).pk == first.pk
    assert in_use().pk == first.pk and differences() == 0
    assert found("mưa") == {0, 1, 2, 3, 4, 9, 10}
    building.drop_old(now=timezone.now() + timedelta(hours=23))
    assert second.name in admin.names()
    building.drop_old(now=timezone.now() + timedelta(hours=25))
    assert set(admin.names()) == {first.name}
    assert building.go_back("public", now=timezone.now()) is None


def test_a_first_index_needs_no_person():
    write(range(3))
    sending.sweep(now=timezone.now())
    building.build_ordered()
    assert {index.audience for index in EngineIndex.objects.filter(state=State.IN_USE)} == {"public", "staff"}
    sending.sweep(now=timezone.now())
    assert EngineIndex.objects.count() == 2 and found("mưa") == {0, 1, 2}


def test_an_index_stays_in_the_hand_of_who_compares_it_however_long_that_takes(monkeypatch):
    write(range(20))
    read, free = admin.versions, []

    def slowly(name):
        for document in read(name):
            time.sleep(0.1)
            free.append(building._free(timezone.now()).exists())
            yield document

    monkeypatch.setattr(admin, "versions", slowly)
    monkeypatch.setattr(building, "LEASE", timedelta(seconds=1))
    build()
    assert len(free) == 20 and not any(free)


def test_software_whose_indexes_are_made_otherwise_has_them_built_and_a_way_back_is_not_overruled():
    write(range(3))
    build()
    EngineIndex.objects.update(schema="before")
    building.order_needed(now=timezone.now())
    building.build_ordered()
    old, new = (EngineIndex.objects.get(audience="public", state=state) for state in (State.KEPT, State.IN_USE))
    assert old.schema == "before" and new.schema == SCHEMA and found("mưa") == {0, 1, 2}
    building.go_back("public", now=timezone.now())
    building.order_needed(now=timezone.now())
    assert not EngineIndex.objects.filter(state__in=building.UNDER_WAY).exists()


def test_how_long_it_takes_is_told():
    now = timezone.now()
    index = EngineIndex(started_at=now - timedelta(minutes=2), written=250, total=1000)
    assert building.minutes_left(index, now=now) == pytest.approx(6)
    assert building.minutes_left(EngineIndex(total=10), now=now) is None
