"""The page as readers saw it, attached to its snapshot after the transaction."""

import hashlib
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from newsroom.stories import ports
from newsroom.stories.models import Snapshot, SnapshotFile
from newsroom.stories.states import SnapshotKind

TRIES = 5


def attach_page(*, snapshot_id: int) -> None:
    """Render and keep the HTML and every picture it shows. Called twice it attaches once.

    A version that was replaced before it could be rendered is marked so: its canonical content is in the row, and no
    later page is passed off as what readers saw.
    """
    snapshot = Snapshot.objects.select_related("story").get(pk=snapshot_id)
    if snapshot.page_state != "waiting":
        return
    Snapshot.objects.filter(pk=snapshot_id).update(page_tries=snapshot.page_tries + 1)
    story = snapshot.story
    if snapshot.kind != SnapshotKind.WITHDRAWN and story.live_revision_id != snapshot.revision_id:
        _close(snapshot, "failed", "Bài đã có bản mới trước khi kịp lưu trang.")
        return
    try:
        for outlet in ports.outlets:
            html, names = outlet.render(story)
            _keep(snapshot, "trang.html", html.encode())
            for name in names:
                with default_storage.open(name) as file:
                    _keep(snapshot, name, file.read())
    except Exception as error:
        last_try = snapshot.page_tries + 1 >= TRIES
        _close(snapshot, "failed" if last_try else "waiting", f"{type(error).__name__}: {error}"[:300])
        if last_try:
            return
        raise
    _close(snapshot, "attached", "")


def attach_waiting() -> None:
    """For snapshots whose bell nobody heard, or whose worker died."""
    before = timezone.now() - timedelta(seconds=30)
    for pk in Snapshot.objects.filter(page_state="waiting", at__lt=before).values_list("pk", flat=True)[:50]:
        attach_page(snapshot_id=pk)


def _keep(snapshot: Snapshot, name: str, content: bytes) -> None:
    row = SnapshotFile(
        snapshot=snapshot, name=name[-300:], digest=hashlib.sha256(content).hexdigest(), size=len(content)
    )
    if SnapshotFile.objects.filter(snapshot=snapshot, name=row.name).exists():
        return
    folder = f"{snapshot.organization_id}/{snapshot.at:%Y%m}/{snapshot.number}"
    row.file.save(f"{folder}/{name.rsplit('/', 1)[-1]}", ContentFile(content), save=False)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        row.file.storage.delete(row.file.name)  # another worker attached the same file first


def _close(snapshot: Snapshot, state: str, error: str) -> None:
    Snapshot.objects.filter(pk=snapshot.pk).update(page_state=state, page_error=error)
