"""Edits while the engine is killed, hung and rebuilt and workers die in the middle: after the drain it says what the rows say."""

import os
import random
import signal
import time
from datetime import timedelta

import pytest
from django.db import connections, transaction
from django.utils import timezone

from newsroom.search import breaker, building, comparing, sending
from newsroom.search.documents import Document
from newsroom.search.engines import elasticsearch_admin as admin
from newsroom.search.engines import elasticsearch_client
from newsroom.search.engines.elasticsearch_schema import COLUMNS
from newsroom.search.engines.elasticsearch_writing import document, tell
from newsroom.search.errors import EngineAway
from newsroom.search.models import EngineIndex, OutboxEntry, PublicDocument, StaffDocument
from newsroom.search.services import store
from tests.faults.dying import deaths

pytestmark = [pytest.mark.faults, pytest.mark.elasticsearch, pytest.mark.django_db(transaction=True)]

WORDS = [
    "mưa",
    "nắng",
    "cà",
    "phê",
    "sầu",
    "riêng",
    "hồ",
    "tiêu",
    "buôn",
    "làng",
    "nhà",
    "dài",
    "cồng",
    "chiêng",
    "mùa",
    "khô",
    "nước",
    "lên",
    "đường",
    "xa",
    "chợ",
    "phiên",
]
OBJECTS = 60


@pytest.fixture
def house(outside, settings, monkeypatch):
    """An index of its own on the shared server, little patience, and workers only where the test calls them."""
    monkeypatch.setattr(elasticsearch_client, "PATIENCE", 2.0)
    monkeypatch.setattr("newsroom.search.queue.ring", lambda task, *arguments: None)
    monkeypatch.setattr(building, "CHUNK", 20)
    elasticsearch_client._client.cache_clear()
    for name, value in outside.settings.items():
        setattr(settings, name, value)
    settings.ELASTICSEARCH_PREFIX += "f"
    building.order(now=timezone.now())
    building.build_ordered()
    yield outside
    if not outside.server.runs():
        outside.server.start()
    outside.server.thaw()
    for name in admin.names():
        admin.delete(name)
    elasticsearch_client._client.cache_clear()


class Chaos:
    """Edits and accidents in an order that a number decides."""

    def __init__(self, house, seed: int) -> None:
        self.house, self.chance = house, random.Random(seed)
        self.late: list = []
        self.children: list[int] = []

    def edit(self) -> None:
        number, model = self.chance.randrange(OBJECTS), self.chance.choice([PublicDocument, StaffDocument])
        gone = self.chance.random() < 0.2
        words = (
            None if gone else Document(title=" ".join(self.chance.choices(WORDS, k=4)), body=str(self.chance.random()))
        )
        try:
            with transaction.atomic():
                store(model, "story", {number: words})
                if self.chance.random() < 0.1:
                    raise ZeroDivisionError
        except ZeroDivisionError:
            pass  # rolled back
        if model is PublicDocument and self.chance.random() < 0.2:
            self.late += [document(row) for row in PublicDocument.objects.filter(object_id=number).values(*COLUMNS)]

    def accident(self) -> None:
        acts = [self.work, self.work, self.doubled, self.killed_worker, self.reordered, self.rebuild]
        self.chance.choice(acts)()

    def work(self) -> None:
        breaker.writing.close()
        sending.send_waiting()

    def doubled(self) -> None:
        """Two processes hear one bell."""
        self.child(self.work)
        self.work()

    def killed_worker(self) -> None:
        child = self.child(self.work)
        time.sleep(self.chance.random() / 10)
        os.kill(child, signal.SIGKILL)

    def reordered(self) -> None:
        """Messages that lay somewhere come late, and twice."""
        self.chance.shuffle(self.late)
        for index in EngineIndex.objects.filter(audience="public", state__in=("in use", "filling")):
            try:
                list(tell(index.name, self.late[:20] * 2))
            except EngineAway:
                return

    def rebuild(self) -> None:
        def build() -> None:
            building.order(now=timezone.now())
            building.build_ordered()

        self.child(build)

    def child(self, act) -> int:
        self.reap(keep=1)
        connections.close_all()
        pid = os.fork()
        if not pid:
            try:
                act()
            finally:
                os._exit(0)
        self.children.append(pid)
        return pid

    def reap(self, keep: int = 0) -> None:
        while len(self.children) > keep:
            os.waitpid(self.children.pop(0), 0)

    def drain(self) -> None:
        """Everything runs again, and the leases of the dead are over."""
        self.reap()
        for _round in range(5):
            breaker.writing.close()
            later = timezone.now() - timedelta(seconds=1)
            EngineIndex.objects.filter(claimed_until__gt=later).update(claimed_until=later)
            OutboxEntry.objects.filter(state=OutboxEntry.State.WAITING).update(due_at=later, claimed_until=None)
            building.build_ordered()
            sending.send_waiting()


def differences() -> list[comparing.Differences]:
    """What each index in use lacks, has too much or has old; empty when nothing."""
    indexes = EngineIndex.objects.filter(state=EngineIndex.State.IN_USE)
    for index in indexes:
        admin.refresh(index.name)
    return [found for index in indexes if (found := comparing.differences(index.audience, index.name))]


def test_after_a_thousand_edits_and_every_accident_the_engine_says_what_the_rows_say(house, count):
    edits, accidents = count(short=150, full=1_000), count(short=1, full=4)
    chaos = Chaos(house, seed=4)
    deaths_at = {edits * turn // (accidents + 1) for turn in range(1, accidents + 1)}
    hangs_at = {at + edits // (3 * (accidents + 1)) for at in deaths_at}
    for number in range(edits):
        chaos.edit()
        if number % 8 == 0:
            chaos.accident()
        if number in deaths_at:
            house.server.kill()
        if number in {at + 5 for at in deaths_at}:
            house.server.start()
        if number in hangs_at:
            house.server.freeze()
        if number in {at + 5 for at in hangs_at}:
            house.server.thaw()
    chaos.drain()
    assert not OutboxEntry.objects.filter(state=OutboxEntry.State.WAITING).exists()
    assert EngineIndex.objects.filter(state=EngineIndex.State.IN_USE).count() == 2
    assert not EngineIndex.objects.filter(state__in=building.UNDER_WAY).exists()
    assert differences() == []
    assert PublicDocument.objects.count() > OBJECTS // 3


def test_a_worker_that_is_killed_at_any_write_loses_nothing(house):
    for number in range(6):
        store(PublicDocument, "story", {number: Document(title=f"Mưa {number}")})
    store(PublicDocument, "story", {5: None})
    for _step in deaths(sending.send_waiting, stride=1):
        over = timezone.now() - timedelta(seconds=1)
        OutboxEntry.objects.filter(state=OutboxEntry.State.WAITING).update(claimed_until=over)
    assert not OutboxEntry.objects.filter(state=OutboxEntry.State.WAITING).exists()
    assert differences() == []


def test_a_rebuild_that_is_killed_at_any_write_is_finished_by_the_next(house):
    for number in range(50):
        store(PublicDocument, "story", {number: Document(title=f"Mưa {number}")})
    sending.send_waiting()
    before = EngineIndex.objects.get(audience="public", state="in use").pk
    building.order(["public"], now=timezone.now())
    for _step in deaths(building.build_ordered, stride=1):
        EngineIndex.objects.filter(state__in=building.UNDER_WAY).update(
            claimed_until=timezone.now() - timedelta(seconds=1)
        )
        if not EngineIndex.objects.filter(state__in=building.UNDER_WAY).exists():
            break
    assert EngineIndex.objects.get(audience="public", state="in use").pk != before
    assert differences() == []
