"""The rows and an index side by side, by uid and version: what each lacks, and how it is mended."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from newsroom.search import outbox
from newsroom.search.engines import elasticsearch_admin as admin
from newsroom.search.models import TABLES, OutboxEntry

CHUNK = 5_000
Versions = dict[str, int]
Documents = Iterator[tuple[int, str, int]]
"""(row, uid, version) of each, in the order of rows."""


@dataclass(frozen=True, slots=True)
class Differences:
    """uids and versions: `missing` and `stale` of rows, `phantoms` of documents that have no row."""

    missing: Versions = field(default_factory=dict)
    stale: Versions = field(default_factory=dict)
    phantoms: Versions = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.missing) + len(self.stale) + len(self.phantoms)


def differences(audience: str, name: str, *, through: Callable[[Documents], Documents] = iter) -> Differences:
    """Everything in which an index differs from the rows, except what waits in the outbox anyway; the index's documents are
    read `through` an iterator of the caller's. Raises EngineAway, EngineRefuses."""
    ours, theirs = _only_in_one(_rows(audience), through(admin.versions(name)))
    waiting = set(
        OutboxEntry.objects.filter(audience=audience, state=OutboxEntry.State.WAITING).values_list("uid", flat=True)
    )
    # A second look at the rows: what changed while the index was being read is no difference.
    now = {uid: version for part in _parts(ours.keys() | theirs.keys()) for uid, version in _versions(audience, part)}
    found = Differences()
    for uid in ours.keys() | theirs.keys():
        if uid in waiting:
            continue
        if uid not in now:
            if uid in theirs:
                found.phantoms[uid] = theirs[uid]
        elif uid not in theirs:
            found.missing[uid] = now[uid]
        elif theirs[uid] != now[uid]:
            found.stale[uid] = max(now[uid], theirs[uid])
    return found


def mend(audience: str, found: Differences) -> None:
    """Note it all in the outbox.

    Rows get versions above all that the index may remember: of deletions by hand, of rows before a restored backup. A phantom's
    deletion is just above the phantom, so that a row that was made again meanwhile, whose version is a later clock's, stays.
    """
    clock = int(timezone.now().timestamp() * 1_000_000)
    behind = {uid: max(clock, version + 1) for uid, version in (found.missing | found.stale).items()}
    for part in _parts(behind):
        with transaction.atomic():
            for uid in part:
                TABLES[audience]._default_manager.filter(uid=uid, version__lt=behind[uid]).update(version=behind[uid])
            outbox.note(audience, {uid: behind[uid] for uid in part})
    outbox.note(audience, {uid: version + 1 for uid, version in found.phantoms.items()}, deleted=True)


def _only_in_one(rows: Documents, documents: Documents) -> tuple[Versions, Versions]:
    """Walk both in the order of rows. What stands in both with one version falls out at once, so that memory holds differences only."""
    ours: Versions = {}
    theirs: Versions = {}
    row, document = next(rows, None), next(documents, None)
    while row or document:
        if row and document and row == document:
            row, document = next(rows, None), next(documents, None)
        elif document is None or (row and row <= document):
            ours[row[1]] = row[2]
            row = next(rows, None)
        else:
            theirs[document[1]] = document[2]
            document = next(documents, None)
    return ours, theirs


def _rows(audience: str) -> Documents:
    last = 0
    rows = TABLES[audience]._default_manager.order_by("pk").values_list("pk", "uid", "version")
    while part := list(rows.filter(pk__gt=last)[:CHUNK]):
        yield from part
        last = part[-1][0]


def _versions(audience: str, uids: list[str]) -> Iterable[tuple[str, int]]:
    return TABLES[audience]._default_manager.filter(uid__in=uids).values_list("uid", "version")


def _parts(uids: Iterable[str]) -> Iterator[list[str]]:
    every = sorted(uids)
    for start in range(0, len(every), 500):
        yield every[start : start + 500]
