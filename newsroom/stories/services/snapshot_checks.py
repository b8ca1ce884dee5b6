"""Kiểm tra lưu chiểu: does every link hold, does every row say what its content says, is every file what it was."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.organizations.models import Organization
from newsroom.stories.models import Snapshot, SnapshotCheck, SnapshotFile
from newsroom.stories.queue import ring_check
from newsroom.stories.services.snapshots import chain

CHUNK = 256 * 1024
ROWS = 200
LONGEST, FORGOTTEN = timedelta(hours=1), timedelta(minutes=1)
# A broken chain is told by its first places; the rest follows from them.
MOST_PROBLEMS = 200


@dataclass
class Found:
    snapshots: int = 0
    files: int = 0
    problems: list[str] = field(default_factory=list)


def check_chain(*, organization: Organization) -> Found:
    """Walk a whole chain from its first link, rows and files in small pieces."""
    found, previous, expected = Found(), "", 1
    rows = Snapshot.objects.filter(organization=organization).order_by("number").prefetch_related("files")
    for snapshot in rows.iterator(chunk_size=ROWS):
        if snapshot.number != expected:
            found.problems.append(missing_numbers(expected, snapshot.number - 1))
        found.problems += link_problems(snapshot, previous)
        for file in snapshot.files.all():
            found.problems += file_problems(snapshot, file)
            found.files += 1
        found.snapshots += 1
        previous, expected = snapshot.digest, snapshot.number + 1
    found.problems = found.problems[:MOST_PROBLEMS]
    return found


def check_one(*, snapshot: Snapshot) -> list[str]:
    """The same for one link and its files."""
    before = Snapshot.objects.filter(organization=snapshot.organization_id, number=snapshot.number - 1)
    previous = before.values_list("digest", flat=True).first()
    problems = []
    if previous is None:
        previous = ""
        if snapshot.number > 1:
            problems.append(missing_numbers(snapshot.number - 1, snapshot.number - 1))
    problems += link_problems(snapshot, previous)
    for file in snapshot.files.all():
        problems += file_problems(snapshot, file)
    return problems


def missing_numbers(first: int, last: int) -> str:
    if first == last:
        return _("Thiếu bản lưu chiểu số %(number)s.") % {"number": first}
    return _("Thiếu các bản lưu chiểu từ số %(first)s đến số %(last)s.") % {"first": first, "last": last}


def link_problems(snapshot: Snapshot, previous: str) -> Iterator[str]:
    if snapshot.previous_digest != previous or chain(previous, snapshot.content) != snapshot.digest:
        yield _("Bản lưu chiểu số %(number)s: nội dung không khớp mã băm.") % {"number": snapshot.number}
    elif differing := _columns_that_differ(snapshot):
        yield _("Bản lưu chiểu số %(number)s: cột %(columns)s khác nội dung đã băm.") % {
            "number": snapshot.number,
            "columns": ", ".join(differing),
        }


def _columns_that_differ(snapshot: Snapshot) -> list[str]:
    facts = json.loads(snapshot.content)
    said = {name: facts[name] for name in ("number", "kind", "title", "url")}
    said |= {"story_id": facts["story"], "revision_id": facts["revision"], "at": datetime.fromisoformat(facts["at"])}
    return [name for name, value in said.items() if getattr(snapshot, name) != value]


def file_problems(snapshot: Snapshot, file: SnapshotFile) -> Iterator[str]:
    words = {"number": snapshot.number, "file": file.name}
    try:
        digest, size = digest_of(file)
    except OSError:
        yield _("Bản lưu chiểu số %(number)s: không đọc được tệp %(file)s.") % words
        return
    if (digest, size) != (file.digest, file.size):
        yield _("Bản lưu chiểu số %(number)s: tệp %(file)s đã bị thay đổi.") % words


def digest_of(file: SnapshotFile) -> tuple[str, int]:
    """SHA-256 and size, read piece by piece. Raises OSError where the file is gone."""
    read, size = hashlib.sha256(), 0
    with file.file.open("rb") as stored:
        while piece := stored.read(CHUNK):
            read.update(piece)
            size += len(piece)
    return read.hexdigest(), size


@transaction.atomic
def ask_for_check(*, organization: Organization, by, now) -> SnapshotCheck:
    """Note that somebody asked and ring the task that walks. One walk at a time is enough."""
    Organization.objects.select_for_update().get(pk=organization.pk)
    check = SnapshotCheck.objects.filter(organization=organization, finished_at=None, at__gt=now - LONGEST).first()
    if not check:
        check = SnapshotCheck.objects.create(organization=organization, by=by, at=now)
        transaction.on_commit(partial(ring_check, check.pk))
    return check


def run_check(*, check_id: int) -> None:
    check = SnapshotCheck.objects.select_related("organization").get(pk=check_id)
    if check.finished_at:
        return
    found = check_chain(organization=check.organization)
    check.snapshots, check.files, check.problems = found.snapshots, found.files, found.problems
    check.finished_at = timezone.now()
    check.save()


def ring_forgotten(*, now) -> None:
    """For checks whose bell nobody heard: once, a minute after they were asked for."""
    forgotten = SnapshotCheck.objects.filter(finished_at=None, at__lt=now - FORGOTTEN, at__gt=now - 2 * FORGOTTEN)
    for pk in forgotten.values_list("pk", flat=True):
        ring_check(pk)
