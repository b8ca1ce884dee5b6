"""A file whose bytes are all here becomes an asset: hashed, compared, stored. Rung by the last part, found by the sweeper."""

import logging
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import DatabaseError, connection
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from media_pipeline.assets.errors import FileRefused
from media_pipeline.assets.models import Asset
from media_pipeline.ingest import reasons
from media_pipeline.ingest.failures import failure
from media_pipeline.ingest.models import Upload
from media_pipeline.ingest.queue import ring_upload
from media_pipeline.ingest.services.dropping import give_back
from media_pipeline.ingest.services.receiving import receive
from media_pipeline.storage import StorageError

logger = logging.getLogger(__name__)

LEASE, BEAT = timedelta(minutes=2), 30  # the beat in seconds
BACKOFF = [timedelta(seconds=30), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=1)]


def take_in(*, upload_id, now: datetime) -> Upload | None:
    """Claim an upload and take its file in. Safe to call twice, and after a worker died in the middle."""
    upload = claim(upload_id, now=now)
    if upload is None:
        return None
    try:
        with _renewed(upload):
            asset = _received(upload, now)
    except FileRefused as refused:
        upload = _end(upload, Upload.State.REFUSED, code="refused", message=str(refused))
        _let_go(upload, now)
        return upload
    except Exception as error:  # store or database away: the bytes stay, the sweeper comes back to them
        logger.exception("Upload %s", upload.pk)
        return _put_off(upload, error, now=now)
    if asset is None:
        message = _("Máy chủ không còn giữ tệp này. Gửi lại từ đầu; tệp vẫn còn trong máy bạn.")
        return _end(upload, Upload.State.REFUSED, code="lost", message=message)
    upload = _end(upload, Upload.State.TAKEN, asset=asset, **_said_of(asset, upload))
    forget_file(upload)
    return upload


def claim(upload_id, *, now: datetime) -> Upload | None:
    """One guarded UPDATE: of two workers, one gets the upload."""
    due = Upload.objects.claimable(now).filter(pk=upload_id)
    if not due.update(claimed_until=now + LEASE, tries=F("tries") + 1):
        return None
    return Upload.objects.select_related("collection", "owner").get(pk=upload_id)


def _received(upload: Upload, now: datetime) -> Asset | None:
    """`receive` moves a second name of the file away: a worker that dies before the row is written finds the first."""
    path = upload.path
    if not path.exists():
        return None
    moving = path.with_name(f"{upload.pk}.taking")
    moving.unlink(missing_ok=True)
    os.link(path, moving)
    facts = {"collection": upload.collection, "by": upload.owner, "urgent": upload.urgent}
    return receive(path=moving, name=upload.name, now=now, **facts)


def _said_of(asset: Asset, upload: Upload) -> dict:
    others = Upload.objects.filter(asset=asset).exclude(pk=upload.pk)
    if asset.created_at >= upload.created_at and not others.exists():
        return {}
    return {"was_there": True, "code": "already_there", "message": known_before(asset)}


def known_before(asset: Asset) -> str:
    since = date_format(timezone.localtime(asset.created_at), "H:i, d/m/Y")
    return _("Tệp này đã có trong kho từ %(since)s với tên “%(title)s”; dùng lại tệp ấy, không giữ hai bản.") % {
        "since": since, "title": asset.title,
    }  # fmt: skip


def _end(upload: Upload, state: str, **facts) -> Upload:
    for name, value in {"state": state, "claimed_until": None, "message": "", **facts}.items():
        setattr(upload, name, value)
    upload.save(update_fields=["state", "claimed_until", "message", *facts.keys() - {"message"}])
    return upload


def _put_off(upload: Upload, error: Exception, *, now: datetime) -> Upload:
    wait = BACKOFF[min(upload.tries, len(BACKOFF)) - 1]
    message = _("Tệp đã đủ nhưng kho chưa nhận được. Máy tự thử lại; bạn không phải gửi lại.")
    return _end(
        upload, Upload.State.WHOLE, claimed_until=now + wait, code=failure(error).code, message=message
    )  # fmt: skip


def _let_go(upload: Upload, now: datetime) -> None:
    if upload.origin == Upload.Origin.DROP_FOLDER:
        give_back(upload=upload, reason=upload.message, now=now)
    else:
        forget_file(upload)


def forget_file(upload: Upload) -> None:
    if upload.origin == Upload.Origin.DROP_FOLDER:
        shutil.rmtree(upload.path.parent, ignore_errors=True)
    else:
        upload.path.unlink(missing_ok=True)
        upload.path.with_name(f"{upload.pk}.taking").unlink(missing_ok=True)


def sweep(*, now: datetime) -> None:
    for upload_id in Upload.objects.claimable(now).values_list("pk", flat=True):
        ring_upload(upload_id)
    for upload in Upload.objects.to_give_back():
        try:
            give_back(upload=upload, reason=reasons.sentence(upload.asset.code, upload.asset.params), now=now)
        except (OSError, StorageError):
            logger.exception("Drop folder: %s does not go back yet", upload.name)
            continue
        Upload.objects.filter(pk=upload.pk).update(given_back=True)


@contextmanager
def _renewed(upload: Upload) -> Iterator[None]:
    """The lease runs on while a large file is hashed and stored."""
    over = threading.Event()

    def renew():
        while not over.wait(BEAT):
            try:
                Upload.objects.filter(pk=upload.pk).update(claimed_until=timezone.now() + LEASE)
            except DatabaseError:
                connection.close_if_unusable_or_obsolete()
        connection.close()

    beat = threading.Thread(target=renew, daemon=True)
    beat.start()
    try:
        yield
    finally:
        over.set()
        beat.join()
