"""Rows reach Elasticsearch by their outbox entries; what is late, double or refused harms nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from newsroom.search import comparing, outbox, reconciling, sending
from newsroom.search.documents import Document
from newsroom.search.engines import Filters
from newsroom.search.engines import elasticsearch_admin as admin
from newsroom.search.engines.elasticsearch_client import client
from newsroom.search.engines.elasticsearch_schema import COLUMNS, alias_of
from newsroom.search.engines.elasticsearch_writing import document, tell
from newsroom.search.finding import find
from newsroom.search.models import EngineIndex, OutboxEntry, PublicDocument
from newsroom.search.services import store

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db]

State = OutboxEntry.State


@pytest.fixture(autouse=True)
def engine(outside):
    with outside.searching() as searching:
        yield searching


def write(number=1, title="Mưa lớn", **options):
    store(PublicDocument, "story", {number: Document(title=title, **options)})


def found(typed):
    answer = find(PublicDocument, typed, filters=Filters(), sort="relevance", start=0, size=10, now=timezone.now())
    assert not answer.engine.degraded
    return [hit.object_id for hit in answer.page.hits]


def differences():
    index = EngineIndex.objects.get(audience="public", state=EngineIndex.State.IN_USE)
    admin.refresh(index.name)
    return comparing.differences("public", index.name)


def row(number=1):
    return PublicDocument.objects.filter(object_id=number).values(*COLUMNS).get()


def test_what_is_saved_is_found_and_what_is_deleted_is_not(engine):
    write(title="Mưa lớn")
    engine.settle()
    assert found("mưa") == [1] and not OutboxEntry.objects.exists()
    write(title="Nắng gắt")
    engine.settle()
    assert found("mưa") == [] and found("nang") == [1]
    store(PublicDocument, "story", {1: None})
    engine.settle()
    assert found("nang") == [] and len(differences()) == 0


def test_a_late_message_changes_nothing(engine):
    index = EngineIndex.objects.get(audience="public").name
    write(title="Mưa lớn")
    late = document(row())
    write(title="Nắng gắt")
    engine.settle()
    [(_, verdict)] = tell(index, [late])
    assert verdict.is_known
    store(PublicDocument, "story", {1: None})
    engine.settle()
    [(_, verdict)] = tell(index, [late])
    assert verdict.is_known
    assert found("mưa") == [] and len(differences()) == 0


def test_a_doubled_task_changes_nothing(engine):
    write()
    engine.settle()
    version = row()["version"]
    outbox.note("public", {"story:1": version})
    engine.settle()
    assert found("mưa") == [1] and not OutboxEntry.objects.exists()


def test_a_document_that_is_refused_is_set_aside_and_holds_nobody_up(engine):
    write(1, boost=1e300)  # no number that fits
    write(2, title="Mưa to")
    engine.settle()
    assert found("mưa") == [2]
    entry = OutboxEntry.objects.get()
    assert (entry.uid, entry.state) == ("story:1", State.SET_ASIDE) and entry.error.startswith("400")
    write(1, boost=2.0)
    engine.settle()
    assert set(found("mưa")) == {1, 2} and not OutboxEntry.objects.exists()


def test_an_index_that_takes_no_writes_makes_entries_wait(engine):
    index = EngineIndex.objects.get(audience="public").name
    client().indices.put_settings(index=index, settings={"index.blocks.write": True})
    write()
    sending.send_waiting()
    entry = OutboxEntry.objects.get()
    assert (entry.state, entry.tries) == (State.WAITING, 1) and "cluster_block_exception" in entry.error
    assert admin.blocks(index) == ["index.blocks.write"]
    client().indices.put_settings(index=index, settings={"index.blocks.write": None})
    engine.settle()
    assert found("mưa") == [1]


def test_nothing_is_written_to_an_index_that_is_not_there(engine):
    gone = f"{alias_of('public')}_gone"
    EngineIndex.objects.filter(audience="public").update(name=gone)
    names = {**admin.names()}
    write()
    sending.send_waiting()
    entry = OutboxEntry.objects.get()
    assert (entry.state, entry.tries) == (State.WAITING, 1)
    assert admin.names() == names and not client().indices.exists(index=gone)


def test_a_very_long_text_goes_through(engine):
    body = "chữ " * 30_000 + "x" * 40_000
    for number in range(30):
        write(number, title=f"Dài {number}", body=body)
    engine.settle()
    assert len(differences()) == 0 and not OutboxEntry.objects.exists()


def test_reconciling_mends_what_is_missing_stale_or_without_a_row(engine):
    index = EngineIndex.objects.get(audience="public").name
    for number in (1, 2, 3):
        write(number, title=f"Mưa {number}")
    engine.settle()
    client().delete(index=index, id="story:1")
    write(2, title="Mưa to")
    OutboxEntry.objects.all().delete()  # a message lost by a person's hand
    PublicDocument.objects.filter(object_id=3).delete()
    admin.refresh(index)
    found_out = reconciling.reconcile()["public"]
    assert (set(found_out.missing), set(found_out.stale), set(found_out.phantoms)) == (
        {"story:1"},
        {"story:2"},
        {"story:3"},
    )
    engine.settle()
    assert len(differences()) == 0
    assert set(found("mưa")) == {1, 2}


def test_a_row_that_is_made_again_while_its_phantom_is_mended_stays(engine):
    write(title="Mưa lớn")
    engine.settle()
    PublicDocument.objects.all().delete()  # by a person's hand: nobody told the engine
    found_out = differences()
    assert set(found_out.phantoms) == {"story:1"}
    write(title="Nắng gắt")
    comparing.mend("public", found_out)
    engine.settle()
    assert found("nang") == [1] and len(differences()) == 0


def test_reconciling_overtakes_an_index_that_knows_more_than_a_restored_backup(engine):
    write(title="Mưa lớn")
    before = row()
    write(title="Nắng gắt")
    engine.settle()
    PublicDocument.objects.update(title_folded=before["title_folded"], version=before["version"])
    reconciling.reconcile()
    engine.settle()
    assert len(differences()) == 0
    assert found("mua") == [1]


def test_a_deletion_is_remembered_by_the_index_until_no_message_can_be_late(engine):
    index = EngineIndex.objects.get(audience="public").name
    write(title="Mưa lớn")
    late = document(row())
    store(PublicDocument, "story", {1: None})
    engine.settle()
    assert found("mưa") == [] and admin.count(index) == 0 and len(list(admin.deleted(index))) == 1
    now = timezone.now()
    assert reconciling.forget_deletions(now=now + timedelta(days=1)) == 0
    list(tell(index, [late]))
    admin.refresh(index)
    assert admin.count(index) == 0
    assert reconciling.forget_deletions(now=now + timedelta(days=3)) == 1
    admin.refresh(index)
    assert not list(admin.deleted(index))
