"""What an engine outside has yet to hear. Entries are written with their cause; sending them is a worker's business."""

import random
import uuid
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from newsroom.search.models import OutboxEntry
from newsroom.search.queue import ring_outbox

LEASE = timedelta(minutes=2)
LONGEST_PAUSE = 300.0
REMEMBERED = timedelta(days=2)
_KEY = ("audience", "uid")
# An entry that is renewed leaves the hand it was in: what that worker sends is old, and its word no longer counts.
_RENEWED = ("version", "is_deletion", "state", "since", "due_at", "tries", "error", "claim", "claimed_until")

State = OutboxEntry.State


def note(audience: str, versions: Mapping[str, int], *, deleted: bool = False) -> None:
    """Have the engine told of these versions of documents, or of their deletion, after the caller's transaction.

    An older entry for the same document is overtaken; one that was set aside gets another chance.
    """
    if not versions:
        return
    now = timezone.now()
    entries = [
        OutboxEntry(audience=audience, uid=uid, version=version, is_deletion=deleted, since=now, due_at=now)
        for uid, version in sorted(versions.items())
    ]
    OutboxEntry.objects.bulk_create(
        entries, update_conflicts=True, unique_fields=_KEY, update_fields=_RENEWED, batch_size=500
    )
    if not any(bell is ring_outbox for _, bell, *_ in connection.run_on_commit):
        transaction.on_commit(ring_outbox)


def last_versions(audience: str, uids: Collection[str]) -> dict[str, int]:
    """The versions under which documents were deleted a while ago."""
    entries = OutboxEntry.objects.filter(audience=audience, uid__in=uids)
    return dict(entries.values_list("uid", "version"))


def waiting(now: datetime) -> QuerySet[OutboxEntry]:
    """Entries whose hour has come and that nobody has in hand."""
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    return OutboxEntry.objects.filter(free, state=State.WAITING, due_at__lte=now)


def claim(*, limit: int, now: datetime) -> list[OutboxEntry]:
    """The longest waiting entries, in this worker's hand until the lease runs out: of two workers, one gets an entry."""
    token = uuid.uuid4()
    found = waiting(now).order_by("due_at", "pk").values_list("pk", flat=True)
    if connection.features.has_select_for_update_skip_locked:
        with transaction.atomic():
            _take(list(found.select_for_update(skip_locked=True)[:limit]), token, now)
    else:
        _take(list(found[:limit]), token, now)
    return list(OutboxEntry.objects.filter(claim=token).order_by("pk"))


def _take(keys: list[int], token: uuid.UUID, now: datetime) -> None:
    if keys:
        waiting(now).filter(pk__in=keys).update(claim=token, claimed_until=now + LEASE)


def heard(entries: Collection[OutboxEntry], *, now: datetime) -> None:
    """The engine has these."""
    in_hand = _in_hand(entries)
    in_hand.filter(is_deletion=False).delete()
    in_hand.update(state=State.GONE, since=now, error="", claim=None, claimed_until=None)


def put_off(entry: OutboxEntry, why: str, *, now: datetime) -> None:
    """Not now: it waits twice as long as the last time, give or take a half."""
    pause = min(LONGEST_PAUSE, 2.0**entry.tries) * random.uniform(0.5, 1.5)  # noqa: S311
    _in_hand([entry]).update(
        due_at=now + timedelta(seconds=pause), tries=entry.tries + 1, error=why[:1000], claim=None, claimed_until=None
    )


def set_aside(entry: OutboxEntry, why: str) -> None:
    """The engine will never take this version of the document; a person or the next edit decides."""
    _in_hand([entry]).update(state=State.SET_ASIDE, error=why[:1000], claim=None, claimed_until=None)


def note_set_aside(audience: str, uid: str, version: int, why: str) -> None:
    """An index that is being filled will never take this version; the next edit gives it another chance."""
    now = timezone.now()
    values = {"version": version, "state": State.SET_ASIDE, "error": why[:1000], "since": now, "due_at": now}
    OutboxEntry.objects.get_or_create(audience=audience, uid=uid, defaults=values)


def release(entries: Collection[OutboxEntry]) -> None:
    """Out of this worker's hand, as if it had never taken them."""
    _in_hand(entries).update(claim=None, claimed_until=None)


def retry_set_aside(*, now: datetime) -> int:
    """Give everything that was set aside another chance. How many there were."""
    entries = OutboxEntry.objects.filter(state=State.SET_ASIDE)
    number = entries.update(state=State.WAITING, due_at=now, tries=0)
    if number:
        transaction.on_commit(ring_outbox)
    return number


def deletions(audience: str) -> Iterator[tuple[str, int]]:
    """uids and versions of the deletions that are remembered."""
    return OutboxEntry.objects.filter(audience=audience, state=State.GONE).values_list("uid", "version").iterator()


def forget_deletions(*, now: datetime) -> None:
    OutboxEntry.objects.filter(state=State.GONE, since__lt=now - REMEMBERED).delete()


def _in_hand(entries: Collection[OutboxEntry]) -> QuerySet[OutboxEntry]:
    keys, tokens = [entry.pk for entry in entries], {entry.claim for entry in entries}
    return OutboxEntry.objects.filter(pk__in=keys, claim__in=tokens)
