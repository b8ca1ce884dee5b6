"""One document at a time, in a child process that cannot take the worker with it."""

import json
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from botocore.exceptions import BotoCoreError, ClientError
from django.core.exceptions import SuspiciousOperation
from django.db import transaction
from django.db.models import F, Q

from media_pipeline.assets.models import PressDocument
from media_pipeline.documents import ports, reader
from media_pipeline.documents.models import DocumentText
from media_pipeline.documents.queue import ring_text
from media_pipeline.documents.states import TextState

LEASE = timedelta(minutes=5)
TRIES = 3
AT_ONCE = 100


class StoreAway(Exception):
    """The file is there and cannot be had now."""


class Answer(NamedTuple):
    """`code` is empty when the words were read."""

    code: str
    text: str = ""
    pages: int | None = None


def order(*, document: PressDocument, now: datetime) -> None:
    """In the transaction that saved the document: have its file read, unless that very file was read or waits already."""
    if kind_of(document) not in reader.READERS:
        DocumentText.objects.filter(document=document).delete()
        return
    wanted = {
        "file_name": document.file.name, "state": TextState.WAITING, "text": "", "pages": None, "code": "", "tries": 0,
        "due_at": now, "claimed_until": None, "read_at": None,
    }  # fmt: skip
    row, created = DocumentText.objects.get_or_create(document=document, defaults=wanted)
    if not created and row.file_name != document.file.name:
        DocumentText.objects.filter(pk=row.pk).update(**wanted)
    elif not created:
        return
    transaction.on_commit(lambda: ring_text(row.pk))


def work(*, text_id: int, now: datetime) -> None:
    """Claim a waiting document and read it. Safe to call twice, and after a worker died in the middle."""
    due = DocumentText.objects.claimable(now).filter(pk=text_id)
    if not due.update(claimed_until=now + LEASE, tries=F("tries") + 1):
        return
    row = DocumentText.objects.select_related("document").get(pk=text_id)
    try:
        answer = read(row.document)
    except StoreAway:
        DocumentText.objects.filter(pk=row.pk, claimed_until=row.claimed_until).update(
            due_at=now + LEASE, claimed_until=None, tries=F("tries") - 1
        )
        return
    with transaction.atomic():
        # Another file may have come meanwhile: its row is ordered anew, and this answer is about nothing.
        mine = DocumentText.objects.filter(pk=row.pk, file_name=row.file_name, claimed_until=row.claimed_until)
        state = TextState.REFUSED if answer.code else TextState.READ
        if mine.update(
            state=state, text=answer.text, pages=answer.pages, code=answer.code, read_at=now, claimed_until=None
        ):
            row.document.refresh_from_db()
            ports.text_read(row.document)


def read(document: PressDocument) -> Answer:
    with tempfile.TemporaryDirectory(prefix="document-") as folder:
        path = Path(folder) / "file"
        try:
            if document.file.size > reader.FILE:
                return Answer("heavy")
            with document.file.open("rb") as source, path.open("wb") as target:
                shutil.copyfileobj(source, target, 2**20)
        except (FileNotFoundError, SuspiciousOperation):
            return Answer("missing")
        except (OSError, BotoCoreError, ClientError) as error:
            raise StoreAway from error
        return read_file(kind_of(document), path)


def read_file(kind: str, path: Path, *, seconds: float = reader.SECONDS) -> Answer:
    command = [sys.executable, "-I", reader.__file__, kind, str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        return Answer("slow")
    if done.returncode:
        # The kernel ends it for time (SIGXCPU, SIGKILL); anything else is the interpreter out of memory.
        return Answer("slow" if done.returncode in (-24, -9) else "memory")
    said = json.loads(done.stdout)
    return Answer(said["refused"]) if "refused" in said else Answer("", said["text"], said["pages"])


def sweep(*, now: datetime) -> int:
    """Read what no bell rang for; order what no signal saw; give up on files that keep ending their worker."""
    readable = Q()
    for kind in reader.READERS:
        readable |= Q(file__iendswith=f".{kind}")
    for document in PressDocument.objects.filter(readable, text=None)[:AT_ONCE]:
        order(document=document, now=now)
    lost = DocumentText.objects.claimable(now - timedelta(seconds=30))
    lost.filter(tries__gte=TRIES).update(state=TextState.REFUSED, code="memory", claimed_until=None)
    waiting = list(lost.order_by("due_at").values_list("pk", flat=True)[:AT_ONCE])
    for text_id in waiting:
        ring_text(text_id)
    return len(waiting)


def kind_of(document: PressDocument) -> str:
    return Path(document.file.name).suffix.lower().lstrip(".")
