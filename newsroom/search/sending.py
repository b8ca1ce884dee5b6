"""From the outbox to the indexes outside. Whatever dies on the way, an entry is gone only when every index has its version."""

from collections.abc import Collection
from datetime import datetime
from itertools import groupby

from django.utils import timezone

from newsroom.search import breaker, building, outbox
from newsroom.search.engines import is_outside
from newsroom.search.engines.elasticsearch_schema import COLUMNS
from newsroom.search.engines.elasticsearch_writing import MOST, Message, Verdict, deletion, document, tell
from newsroom.search.errors import EngineAway, EngineRefuses
from newsroom.search.models import TABLES, EngineIndex, OutboxEntry

State = EngineIndex.State
NO_INDEX = Verdict(False, False, "No index has been built yet")


def send_waiting(*, now: datetime | None = None, limit: int = 20_000) -> int:
    """Tell the engine what waits, until nothing does or it does not answer. How many entries it has heard."""
    told = 0
    while told < limit and (state := breaker.writing.state()) is not breaker.State.OPEN:
        moment = now or timezone.now()
        entries = outbox.claim(limit=MOST, now=moment)
        if not entries:
            break
        try:
            told += send(entries, now=moment)
        except EngineAway as error:
            breaker.writing.open(str(error))
            outbox.release(entries)
        else:
            if state is breaker.State.TRYING:
                breaker.writing.close()
    return told


def sweep(*, now: datetime) -> None:
    """The beat's round: waiting entries, indexes that nobody builds, what is kept no longer. Nothing without an engine outside."""
    if not is_outside():
        return
    building.order_needed(now=now)
    building.ring_forgotten(now=now)
    building.drop_old(now=now)
    outbox.forget_deletions(now=now)
    send_waiting(now=now)


def send(entries: Collection[OutboxEntry], *, now: datetime) -> int:
    """One bulk request for each index that is written to. Raises EngineAway; the caller then releases the entries."""
    told = 0
    for audience, group in groupby(sorted(entries, key=lambda entry: entry.audience), key=lambda entry: entry.audience):
        told += _send(audience, list(group), now)
    return told


def _send(audience: str, entries: list[OutboxEntry], now: datetime) -> int:
    # Read after the claim: an index whose filling begins later reads these rows itself.
    names = list(written_to(audience))
    messages = messages_of(audience, entries) if names else []
    verdicts: dict[str, list[Verdict]] = {entry.uid: [] if names else [NO_INDEX] for entry in entries}
    for name in names:
        for message, verdict in _told(name, messages):
            verdicts[message.uid].append(verdict)
    known = [entry for entry in entries if all(verdict.is_known for verdict in verdicts[entry.uid])]
    outbox.heard(known, now=now)
    for entry in entries:
        bad = [verdict for verdict in verdicts[entry.uid] if not verdict.is_known]
        if any(verdict.is_hopeless for verdict in bad):
            outbox.set_aside(entry, bad[0].why)
        elif bad:
            outbox.put_off(entry, bad[0].why, now=now)
    return len(known)


def _told(name: str, messages: list[Message]) -> list[tuple[Message, Verdict]]:
    """When a request is refused as a whole, one by one: it is the fault of one of them."""
    try:
        return list(tell(name, messages))
    except EngineRefuses as error:
        if len(messages) == 1:
            return [(messages[0], Verdict(False, True, str(error)))]
        return [verdict for message in messages for verdict in _told(name, [message])]


def messages_of(audience: str, entries: Collection[OutboxEntry]) -> list[Message]:
    """What to say now: the row as it stands, whatever its entry says and newer than it perhaps; without a row, that it is gone."""
    wanted = {entry.uid: entry.version for entry in entries}
    rows = TABLES[audience]._default_manager.filter(uid__in=list(wanted)).values(*COLUMNS)
    messages = [document(row) for row in rows]
    gone = wanted.keys() - {message.uid for message in messages}
    return messages + [deletion(uid, wanted[uid]) for uid in sorted(gone)]


def written_to(audience: str) -> Collection[str]:
    rows = EngineIndex.objects.filter(audience=audience, state__in=(State.FILLING, State.IN_USE))
    return rows.values_list("name", flat=True)
