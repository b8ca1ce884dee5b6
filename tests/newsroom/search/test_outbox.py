"""What the engine outside has yet to hear is written with the row, and is in one worker's hand at a time. No engine takes part."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from newsroom.search import outbox
from newsroom.search.documents import Document
from newsroom.search.models import OutboxEntry, PublicDocument, StaffDocument
from newsroom.search.services import remove, store

pytestmark = [pytest.mark.datalayer, pytest.mark.django_db]

State = OutboxEntry.State


@pytest.fixture(autouse=True)
def engine_outside(settings):
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.ELASTICSEARCH = {"hosts": ["http://127.0.0.1:9"]}


def write(number=1, title="Mưa lớn", model=PublicDocument, **options):
    store(model, "story", {number: Document(title=title, **options)})


def claim(limit=10):
    return outbox.claim(limit=limit, now=timezone.now())


def test_each_change_leaves_one_entry_with_the_version_of_its_row():
    write(title="Mưa lớn")
    write(title="Mưa to")
    write(model=StaffDocument)
    entries = {entry.audience: entry for entry in OutboxEntry.objects.all()}
    assert set(entries) == {"public", "staff"}
    assert entries["public"].version == PublicDocument.objects.get().version
    assert entries["public"].uid == "story:1" and not entries["public"].is_deletion


def test_what_did_not_change_leaves_none():
    write()
    OutboxEntry.objects.all().delete()
    write()
    assert not OutboxEntry.objects.exists()


def test_a_change_that_is_rolled_back_leaves_none():
    with pytest.raises(RuntimeError), transaction.atomic():
        write()
        raise RuntimeError
    assert not OutboxEntry.objects.exists()


def test_an_engine_inside_the_database_needs_none(settings):
    settings.SEARCH_ENGINE = "database"
    write()
    remove("story", [1])
    assert not OutboxEntry.objects.exists()


def test_a_deletion_has_a_version_of_its_own_and_what_comes_after_a_higher_one():
    write()
    first = PublicDocument.objects.get().version
    remove("story", [1])
    deletion = OutboxEntry.objects.get(audience="public")
    assert deletion.is_deletion and deletion.version > first
    outbox.heard(claim(), now=timezone.now())
    assert OutboxEntry.objects.get(audience="public").state == State.GONE
    store(PublicDocument, "story", {1: Document(title="Lại mưa")}, now=timezone.now() - timedelta(days=1))
    again = OutboxEntry.objects.get(audience="public")
    assert again.version == PublicDocument.objects.get().version > deletion.version
    assert again.state == State.WAITING and not again.is_deletion


def test_deletions_are_remembered_for_a_while_only():
    write()
    remove("story", [1])
    outbox.heard(claim(), now=timezone.now())
    outbox.forget_deletions(now=timezone.now() + timedelta(days=1))
    assert OutboxEntry.objects.exists()
    outbox.forget_deletions(now=timezone.now() + timedelta(days=3))
    assert not OutboxEntry.objects.exists()


def test_two_workers_never_have_the_same_entry():
    for number in range(5):
        write(number)
    one, other = claim(3), claim(10)
    assert (len(one), len(other), claim()) == (3, 2, [])
    assert not {entry.pk for entry in one} & {entry.pk for entry in other}


def test_what_a_dead_worker_had_in_hand_is_taken_by_the_next_when_its_lease_is_over():
    write()
    first = claim()
    assert not claim()
    [second] = outbox.claim(limit=10, now=timezone.now() + outbox.LEASE + timedelta(seconds=1))
    outbox.heard(first, now=timezone.now())  # the dead one was only slow
    assert OutboxEntry.objects.get().claim == second.claim
    outbox.heard([second], now=timezone.now())
    assert not OutboxEntry.objects.exists()


def test_an_edit_leaves_the_hand_of_the_worker_that_sends_the_older_version():
    write(title="Mưa lớn")
    in_hand = claim()
    write(title="Mưa to")
    outbox.heard(in_hand, now=timezone.now())
    assert OutboxEntry.objects.get().version == PublicDocument.objects.get().version
    assert len(claim()) == 1


def test_what_is_put_off_waits_longer_each_time():
    write()
    pauses = []
    now = timezone.now()
    for _try in range(12):
        [entry] = outbox.claim(limit=1, now=now)
        outbox.put_off(entry, "429 busy", now=now)
        entry.refresh_from_db()
        pauses.append((entry.due_at - now).total_seconds())
        now = entry.due_at
    assert 0.5 <= pauses[0] <= 1.5 and 2 <= pauses[2] <= 6
    assert max(pauses) <= 1.5 * outbox.LONGEST_PAUSE


def test_what_was_set_aside_waits_for_a_person_or_the_next_edit():
    write(1)
    write(2)
    for entry in claim():
        outbox.set_aside(entry, "400 no")
    assert not claim()
    write(1, title="Sửa rồi")
    assert [entry.uid for entry in claim()] == ["story:1"]
    assert outbox.retry_set_aside(now=timezone.now()) == 1
    assert [entry.uid for entry in claim()] == ["story:2"]


@pytest.mark.django_db(transaction=True)
def test_one_bell_rings_for_all_changes_of_a_transaction(monkeypatch):
    rung = []
    monkeypatch.setattr("newsroom.search.queue.ring", lambda task, *arguments: rung.append(task))
    with transaction.atomic():
        for number in range(3):
            write(number)
            write(number, model=StaffDocument)
    assert rung == ["newsroom.search.tasks.send_outbox"]
