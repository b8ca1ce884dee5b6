"""Elasticsearch beside its own plainest ways: a raw `match`, a raw `_bulk`, and a save that knows of no engine. Ratios in one run."""

import itertools
import random
import statistics
import time

import pytest
from django.db import connection, transaction
from django.utils import timezone

from newsroom.search import sending
from newsroom.search.documents import Document
from newsroom.search.engines import Filters
from newsroom.search.engines import elasticsearch_admin as admin
from newsroom.search.engines.elasticsearch_client import client
from newsroom.search.engines.elasticsearch_schema import COLUMNS, alias_of
from newsroom.search.engines.elasticsearch_writing import document
from newsroom.search.finding import find, understood
from newsroom.search.models import EngineIndex, OutboxEntry, PublicDocument, StaffDocument
from newsroom.search.scratch import scratch
from newsroom.search.services import store
from tests.benchmarks.conftest import LARGE, SMALL
from tests.conformance.relevance import EVENTS, PLACES, SENTENCES, SUBJECTS
from tests.services.elasticsearch import started_elasticsearch

pytestmark = pytest.mark.elasticsearch

ITEMS = 10_000
CHUNK = 500
OVERHEAD = 0.010


@pytest.fixture(scope="module")
def server():
    with started_elasticsearch(options="") as server:
        yield server


def items(number: int) -> dict[int, Document]:
    chance = random.Random(number)
    now = timezone.now()
    return {
        n: Document(
            title=f"{chance.choice(SUBJECTS)} ở {chance.choice(PLACES)} {chance.choice(EVENTS)}, kỳ {n}",
            body=" ".join(chance.choices(SENTENCES, k=25)) + f" {chance.choice(SUBJECTS)} {chance.choice(EVENTS)}",
            section_ids=[n % 12],
            published_at=now - timezone.timedelta(hours=n),
        )
        for n in range(number)
    }


def rows(number: int) -> None:
    every = items(number)
    for start in range(0, number, CHUNK):
        store(PublicDocument, "story", {n: every[n] for n in range(start, min(start + CHUNK, number))})


def seconds(act) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def test_indexing_from_the_rows_and_searching(server, settings, django_db_blocker, judge):
    settings.ELASTICSEARCH = {"hosts": [server.url]}
    with django_db_blocker.unblock(), scratch("elasticsearch"):
        rows(ITEMS)
        raw = seconds(raw_bulk())
        ours = seconds(lambda: sending.send_waiting(limit=10 * ITEMS))
        assert not OutboxEntry.objects.exists()
        judge("indexing from the rows / raw _bulk", ours, raw, limit=1 / 0.7)
        admin.refresh(EngineIndex.objects.get().name)
        chance = random.Random(3)
        known = [f"{chance.choice(SUBJECTS)} {chance.choice(PLACES)}" for _ in range(60)]
        for what, typed in {
            "known item": known,
            "common words": ["người dân năm nay", "bà con", "trong buôn"] * 20,
        }.items():
            ours, raw = beside_raw_match(typed)
            judge(f"searching, {what} / raw match", ours, raw, limit=1.5 if raw >= 0.005 else 3.0)


def raw_bulk():
    """The same documents, their lines written beforehand, into an index of the same make."""
    lines = [document(row).lines for row in PublicDocument.objects.values(*COLUMNS).iterator(chunk_size=CHUNK)]
    plain = f"{alias_of('public')}_plain"
    admin.create(plain)

    def send():
        for start in range(0, len(lines), CHUNK):
            client().bulk(index=plain, operations=[line for pair in lines[start : start + CHUNK] for line in pair])

    return send


def beside_raw_match(typed: list[str]) -> tuple[float, float]:
    """Median seconds of the product's search and of one raw match of the same words, in turns, after both are warm."""

    def raw(text):
        words = " ".join(understood(text).folded)
        client().search(index=alias_of("public"), query={"match": {"folded": words}}, size=10)

    def search(text):
        found = find(PublicDocument, text, filters=Filters(), sort="relevance", start=0, size=10, now=timezone.now())
        assert not found.engine.degraded

    taken = [(seconds(lambda: search(text)), seconds(lambda: raw(text))) for _ in range(4) for text in typed]  # noqa: B023 run at once
    return tuple(statistics.median(each) for each in zip(*taken[len(typed) :], strict=True))


@pytest.mark.parametrize("state", ["up", "dead", "hung"])
def test_a_save_costs_the_same_whatever_the_engine_does(server, archive, settings, state, capsys):
    """At 1,000 and at 100,000 stories; a worker meets the engine, an editor never."""
    body = " ".join(SENTENCES) * 4

    numbers = itertools.count()

    def save():
        document = Document(title=f"Bài {next(numbers)}", body=f"{body} {next(numbers)}")
        with transaction.atomic():
            store(PublicDocument, "story", {999_999: document})
            store(StaffDocument, "story", {999_999: document})

    settings.ELASTICSEARCH = {"hosts": [server.url]}
    if state == "dead":
        server.kill()
    if state == "hung":
        server.freeze()
    try:
        for size in (SMALL, LARGE):
            with archive.at(size):
                taken = {"database": [], "elasticsearch": []}
                for _turn in range(15):
                    for name, each in taken.items():
                        settings.SEARCH_ENGINE = name
                        each.append(seconds(save))
                alone, beside = (statistics.median(each) for each in taken.values())
                connection.cursor().execute(f"DELETE FROM {OutboxEntry._meta.db_table}")
            with capsys.disabled():
                print(
                    f"\nsave, engine {state}, {size:,} stories: {alone * 1000:.1f} ms + {(beside - alone) * 1000:.1f} ms   ≤ 10",
                    end="",
                )
            assert beside - alone <= OVERHEAD
    finally:
        server.thaw() if server.runs() else server.start()
