"""The page as readers saw it, attached to its snapshot after the transaction."""

import hashlib
import logging
import re
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from media_pipeline.assets.models import RenditionOrder
from media_pipeline.assets.states import OrderState
from newsroom.stories import ports
from newsroom.stories.models import Snapshot, SnapshotFile, Story
from newsroom.stories.services.snapshots import pictures_of
from newsroom.stories.states import PageState, SnapshotKind

logger = logging.getLogger(__name__)
PAGE = "trang.html"
TRIES = 6
PICTURES_AWAITED = 3
SWEPT_AT_ONCE = 50
# The bell's own try comes first; then after 2, 8, 32 minutes, 2 and 8½ hours, so that an evening without storage loses nothing.
FIRST_WAIT, SLOWER = timedelta(seconds=30), 4


@dataclass
class Seen:
    """What a reader's browser got: the page, and each file by the address the page calls it."""

    html: bytes = b""
    files: dict[str, bytes] = field(default_factory=dict)


def attach_page(*, snapshot_id: int) -> None:
    """Render and keep the HTML, its style and every picture it shows. Called twice it attaches once.

    A version that was replaced before it could be rendered is marked so: its canonical content is in the row, and no
    later page is passed off as what readers saw. A failure is noted and tried again by the sweeper.
    """
    snapshot = Snapshot.objects.get(pk=snapshot_id)
    if snapshot.page_state != PageState.WAITING:
        return
    tries = snapshot.page_tries + 1
    Snapshot.objects.filter(pk=snapshot_id).update(page_tries=tries)
    if snapshot.kind != SnapshotKind.WITHDRAWN and tries < PICTURES_AWAITED and pictures_are_coming(snapshot):
        return
    try:
        seen = see(snapshot)
        # Asked again after reading: the page may have become another one meanwhile.
        if seen is None or not is_newest(snapshot):
            _close(snapshot, PageState.REPLACED, _("Bài đã có bản mới trước khi kịp lưu trang."))
            return
        _keep(snapshot, PAGE, seen.html)
        for name, content in seen.files.items():
            _keep(snapshot, name, content)
    except Exception as error:
        logger.exception("Page of snapshot %s is not kept, try %s", snapshot_id, tries)
        _close(snapshot, PageState.FAILED if tries >= TRIES else PageState.WAITING, f"{type(error).__name__}: {error}")
        return
    _close(snapshot, PageState.ATTACHED, "")


def pictures_are_coming(snapshot: Snapshot) -> bool:
    """Whether files readers will get are still being made: a page of empty boxes is no evidence of what they saw."""
    pictures = pictures_of(Story.objects.get(pk=snapshot.story_id))
    return RenditionOrder.objects.filter(picture__in=pictures, state=OrderState.WAITING).exists()


def is_newest(snapshot: Snapshot) -> bool:
    return not Snapshot.objects.filter(story=snapshot.story_id, number__gt=snapshot.number).exists()


def see(snapshot: Snapshot) -> Seen | None:
    """The page of the first site that shows the story, or None when it no longer stands as the snapshot says."""
    story = Story.objects.get(pk=snapshot.story_id)
    stands = (
        not story.live if snapshot.kind == SnapshotKind.WITHDRAWN else story.live_revision_id == snapshot.revision_id
    )
    if not stands or not is_newest(snapshot):
        return None
    if not ports.outlets:
        return Seen()
    html, names = ports.outlets[0].render(story)
    files = {}
    for name in names:
        try:
            with default_storage.open(name) as file:
                files[urlsplit(default_storage.url(name)).path.lstrip("/")] = file.read()
        except FileNotFoundError:
            logger.warning("Snapshot %s shows %s, which is gone", snapshot.pk, name)
    for name in static_names(html):
        files[f"{settings.STATIC_URL}{name}".lstrip("/")] = _static(name)
    return Seen(html.encode(), files)


def static_names(html: str) -> list[str]:
    """Names of the style sheets and drawings of ours that a page shows, as the static storage knows them."""
    static = re.escape(settings.STATIC_URL)
    linked = re.findall(rf'(?:href="{static}([^"?]+\.css)|src="{static}([^"?]+\.(?:svg|png|webp|jpg)))"', html)
    return [unquote(style or drawing) for style, drawing in dict.fromkeys(linked)]


def _static(name: str) -> bytes:
    if staticfiles_storage.exists(name):
        with staticfiles_storage.open(name) as file:
            return file.read()
    # Uncollected, as in a run from the source tree.
    with open(finders.find(name), "rb") as file:
        return file.read()


def attach_waiting(*, now) -> None:
    """For snapshots whose bell nobody heard, whose worker died, or whose last try failed."""
    waiting = Snapshot.objects.filter(page_state=PageState.WAITING, at__lt=now - FIRST_WAIT).order_by("at")
    rows = waiting.values_list("pk", "at", "page_tries")
    due = [pk for pk, at, tries in rows if at + FIRST_WAIT * SLOWER**tries <= now]
    for pk in due[:SWEPT_AT_ONCE]:
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
    Snapshot.objects.filter(pk=snapshot.pk, page_state=PageState.WAITING).update(
        page_state=state, page_error=error[:300]
    )
