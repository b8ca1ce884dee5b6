"""An engine that is dead, hung, or answers nonsense: readers get the database's answer, savers notice nothing."""

import json
import socketserver
import statistics
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from unittest import mock

import pytest

from newsroom.search import breaker, sending
from newsroom.search.documents import Document
from newsroom.search.engines import Filters, elasticsearch_client
from newsroom.search.engines.elasticsearch import ElasticsearchEngine
from newsroom.search.finding import find
from newsroom.search.models import OutboxEntry, PublicDocument
from newsroom.search.queries import search_public, suggest
from newsroom.search.services import store
from tests.newsroom.search.conftest import NOW

pytestmark = [pytest.mark.faults, pytest.mark.elasticsearch, pytest.mark.django_db]

SAVES = 20
OVERHEAD = 0.010


@pytest.fixture
def engine(outside, monkeypatch):
    monkeypatch.setattr(elasticsearch_client, "PATIENCE", 2.0)
    elasticsearch_client._client.cache_clear()
    hasty = ElasticsearchEngine.patience
    with outside.searching() as searching, mock.patch.object(ElasticsearchEngine, "patience", hasty):
        store(PublicDocument, "story", {1: Document(title="Mưa lớn")})
        searching.settle()
        yield searching
        if not outside.server.answers():
            outside.server.thaw() if outside.server.runs() else outside.server.start()
        breaker.reading.close()
    elasticsearch_client._client.cache_clear()


def look(typed="mưa"):
    answer = find(PublicDocument, typed, filters=Filters(), sort="relevance", start=0, size=10, now=NOW)
    return answer.engine.degraded, [hit.object_id for hit in answer.page.hits]


def timed(act):
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def saving():
    """Median seconds of one save of a long story's row."""
    body = "Mưa dứt, nắng lên, con đường đất đỏ lại nhộn nhịp xe. " * 60
    taken = []
    for number in range(SAVES):
        document = Document(title=f"Mưa {number}", body=body + str(time.perf_counter()))
        taken.append(timed(lambda document=document: store(PublicDocument, "story", {100: document})))
    return statistics.median(taken)


@pytest.mark.parametrize("fault", ["kill", "freeze"])
def test_readers_and_savers_hardly_notice(engine, settings, fault):
    settings.SEARCH_ENGINE = "database"
    alone = saving()
    settings.SEARCH_ENGINE = "elasticsearch"
    assert look()[0] is False
    assert saving() - alone <= OVERHEAD
    engine.settle()
    getattr(engine.server, fault)()
    assert timed(lambda: look()) <= 2.0  # the one that finds out
    assert look()[0] and set(look()[1]) == {1, 100}
    assert statistics.median(timed(lambda: look()) for _ in range(20)) <= 0.1
    assert saving() - alone <= OVERHEAD
    sending.send_waiting()
    assert OutboxEntry.objects.filter(state=OutboxEntry.State.WAITING).exists()
    engine.server.start() if fault == "kill" else engine.server.thaw()
    engine.settle()
    assert look()[0] is False
    assert not OutboxEntry.objects.exists()


class Nonsense(BaseHTTPRequestHandler):
    """Answers as `answer` says: a status, a type and bytes."""

    answer = (200, "text/html", b"<h1>Welcome</h1>")
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        status, kind, body = self.answer
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("X-Elastic-Product", "Elasticsearch")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_PUT = do_POST

    def log_message(self, *args):
        pass


class Hangup(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.recv(1)


JSON = "application/vnd.elasticsearch+json;compatible-with=8"
HITS = {"timed_out": False, "_shards": {"failed": 0}, "hits": {"total": {"value": 1}, "hits": []}}
ANSWERS = {
    "a web page": (200, "text/html", b"<h1>Welcome</h1>"),
    "an empty answer": (200, JSON, b""),
    "half an answer": (200, JSON, b'{"hits": {"hits": [{"_id": "sto'),
    "a list": (200, JSON, b"[1, 2]"),
    "nothing of what was asked": (200, JSON, b"{}"),
    "a number": (200, JSON, b"7"),
    "a hit without anything": (200, JSON, json.dumps(HITS | {"hits": {"total": {"value": 1}, "hits": [{}]}}).encode()),
    "a part of the shards": (200, JSON, json.dumps(HITS | {"_shards": {"failed": 1}}).encode()),
    "not now": (503, JSON, b'{"error": "master_not_discovered_exception"}'),
    "too much": (429, JSON, b'{"error": "circuit_breaking_exception"}'),
    "who are you": (401, JSON, b'{"error": "security_exception"}'),
    "bytes": (200, JSON, bytes(range(256))),
    "more verdicts than were asked for": (
        200,
        JSON,
        b'{"items": [{"index": {"status": 200}}, {"index": {"status": 200}}]}',
    ),
    "no verdict at all": (200, JSON, b'{"items": []}'),
    "a row that is no number": (
        200,
        JSON,
        json.dumps(
            HITS
            | {
                "hits": {
                    "total": {"value": "x"},
                    "hits": [{"_id": "story:1", "_score": 1, "sort": ["a"], "fields": {"row": ["a"]}}],
                }
            }
        ).encode(),
    ),
    "without end": (200, JSON, b"[" * 100_000),
}


@pytest.fixture
def listening(settings):
    """`listening(handler)`: a server of this process that the product takes for its engine."""
    servers = []

    def listen(server):
        servers.append(server)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        settings.SEARCH_ENGINE = "elasticsearch"
        settings.ELASTICSEARCH = {"hosts": [f"http://127.0.0.1:{server.server_address[1]}"]}

    yield listen
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("said", ANSWERS)
def test_nonsense_is_no_answer(listening, monkeypatch, said):
    monkeypatch.setattr(Nonsense, "answer", ANSWERS[said])
    store(PublicDocument, "story", {1: Document(title="Mưa lớn")})
    listening(ThreadingHTTPServer(("127.0.0.1", 0), Nonsense))
    assert look() == (True, [1])
    assert search_public("mưa", facets=True, now=NOW).degraded
    assert isinstance(suggest("mưa lớ"), list)
    store(PublicDocument, "story", {1: Document(title="Nắng")})
    breaker.reading.close()
    sending.send_waiting()
    assert OutboxEntry.objects.get().state == OutboxEntry.State.WAITING


def test_a_query_that_is_refused_is_answered_inside_and_blames_nobody(listening, monkeypatch):
    monkeypatch.setattr(Nonsense, "answer", (400, JSON, b'{"error": {"type": "search_phase_execution_exception"}}'))
    store(PublicDocument, "story", {1: Document(title="Mưa lớn")})
    listening(ThreadingHTTPServer(("127.0.0.1", 0), Nonsense))
    assert look() == (True, [1])
    assert breaker.reading.state() is breaker.State.CLOSED


def test_a_connection_that_is_cut_is_no_answer(listening):
    store(PublicDocument, "story", {1: Document(title="Mưa lớn")})
    listening(socketserver.ThreadingTCPServer(("127.0.0.1", 0), Hangup))
    assert look() == (True, [1])


def test_after_a_pause_one_asks_again_and_the_others_wait(listening, monkeypatch):
    monkeypatch.setattr(Nonsense, "answer", ANSWERS["not now"])
    listening(ThreadingHTTPServer(("127.0.0.1", 0), Nonsense))
    look()
    states = [breaker.reading.state() for _ in range(3)]
    assert set(states) == {breaker.State.OPEN}
    from django.core.cache import cache

    cache.delete(breaker.reading.away)  # the pause is over
    assert [breaker.reading.state() for _ in range(3)] == [
        breaker.State.TRYING,
        breaker.State.OPEN,
        breaker.State.OPEN,
    ]
    monkeypatch.setattr(
        Nonsense, "answer", (200, JSON, json.dumps(HITS | {"hits": {"total": {"value": 9}, "hits": []}}).encode())
    )
    cache.delete(breaker.reading.trying)
    assert look("xyz")[0] is False
    assert breaker.reading.state() is breaker.State.CLOSED
