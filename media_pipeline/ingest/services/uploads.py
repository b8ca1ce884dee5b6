"""An upload from its declaration to its last byte. What its bytes are is looked at afterwards, in `taking_in`."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Count, F, Sum
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from wagtail.models import Collection

from media_pipeline.ingest import names
from media_pipeline.ingest.errors import Busy, Empty, NoRoom, NotMedia, OutOfOrder, TooLarge, TooLong, TooMany
from media_pipeline.ingest.models import Upload
from media_pipeline.ingest.part_file import PartFile, append
from media_pipeline.ingest.queue import ring_upload

KEPT = timedelta(days=3)
AT_ONCE, SHARE = 10, 3  # unfinished files of one person, and how many of the largest they may add up to
SPARE = 1024**3
"""Bytes of the disk that no upload may take: databases and what ffmpeg makes need them."""


def begin(
    *, owner, collection: Collection, name: str, size: int, mime: str = "", urgent: bool = False, now: datetime
) -> Upload:
    """A new upload, when all that can be known before the first byte speaks for it. Raises `errors.UploadRefused`."""
    name = names.plain(name)
    if size <= 0:
        raise Empty(_("“%(name)s” không có gì bên trong. Quay lại hoặc chép lại tệp rồi gửi.") % {"name": name})
    if not names.calls_itself_media(name, mime):
        raise NotMedia(
            _("“%(name)s” không phải video hay âm thanh. Ảnh thì gửi ở mục Ảnh, hay bằng nút Thêm ảnh trong bài.")
            % {"name": name}
        )
    if size > settings.UPLOAD_MAX_SIZE:
        raise TooLarge(
            _("“%(name)s” nặng %(size)s; mỗi tệp tối đa %(limit)s. Cắt ngắn hoặc nén bớt rồi gửi lại.")
            % {"name": name, "size": filesizeformat(size), "limit": filesizeformat(settings.UPLOAD_MAX_SIZE)}
        )
    _check_share(owner, size)
    if size > room():
        raise NoRoom(
            _("Máy chủ không đủ chỗ cho tệp %(size)s này. Báo kỹ thuật viên dọn ổ đĩa rồi gửi lại.")
            % {"size": filesizeformat(size)}
        )
    return Upload.objects.create(
        owner=owner, collection=collection, name=name, size=size, urgent=urgent, created_at=now, expires_at=now + KEPT
    )


def _check_share(owner, size: int) -> None:
    """Nobody holds the whole disk with files that he only declared."""
    mine = Upload.objects.of(owner).in_flight().aggregate(files=Count("pk"), size=Sum("size"))
    if mine["files"] >= AT_ONCE:
        raise TooMany(_("Bạn đang có %(count)s tệp tải dở. Tải xong hoặc bỏ bớt rồi gửi tiếp.") % {"count": AT_ONCE})
    if (mine["size"] or 0) + size > SHARE * settings.UPLOAD_MAX_SIZE:
        raise TooMany(
            _("Các tệp tải dở của bạn cộng với tệp này quá %(limit)s. Tải xong hoặc bỏ bớt rồi gửi tiếp.")
            % {"limit": filesizeformat(SHARE * settings.UPLOAD_MAX_SIZE)}
        )


def room() -> int:
    """Bytes that may still be promised on the disk where uploads gather."""
    folder = Path(settings.UPLOAD_FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    promised = Upload.objects.in_flight().aggregate(rest=Sum(F("size") - F("offset")))["rest"] or 0
    return shutil.disk_usage(folder).free - promised - SPARE


def standing(upload: Upload) -> Upload:
    """Where to go on. A machine that lost its disk holds fewer bytes than the row says: then from there."""
    length = PartFile(upload.path).length
    if upload.state == Upload.State.RECEIVING and length < upload.offset:
        Upload.objects.in_flight().filter(pk=upload.pk, offset__gt=length).update(offset=length)
        upload.refresh_from_db()
    return upload


def add_part(
    *, upload: Upload, at: int, length: int, body, checksum: tuple[str, bytes] | None = None, now: datetime
) -> Upload:
    """Take `length` bytes from `body` as those from offset `at` on. Raises `errors.PartRefused`."""
    if at + length > upload.size:
        raise TooLong(_("Tệp gửi đến dài hơn lúc khai. Bỏ lượt này rồi gửi lại từ đầu."))
    with PartFile(upload.path).alone() as file:
        upload = Upload.objects.filter(pk=upload.pk).first()
        if upload is None:
            raise Busy(_("Tệp này vừa được gửi hoặc bỏ ở nơi khác."))
        upload = standing(upload)
        if upload.state != Upload.State.RECEIVING or upload.offset != at:
            raise OutOfOrder(_("Phần này đến sai chỗ: máy chủ đang chờ từ byte %(at)s.") % {"at": upload.offset})
        got = append(file, body, at=at, length=length, checksum=checksum)
        return _move_on(upload, at + got, now=now)


@transaction.atomic
def _move_on(upload: Upload, offset: int, *, now: datetime) -> Upload:
    whole = offset == upload.size
    state = Upload.State.WHOLE if whole else Upload.State.RECEIVING
    moved = Upload.objects.in_flight().filter(pk=upload.pk, offset=upload.offset)
    if not moved.update(offset=offset, state=state, expires_at=now + KEPT):
        raise Busy(_("Tệp này vừa được gửi hoặc bỏ ở nơi khác."))
    upload.offset, upload.state, upload.expires_at = offset, state, now + KEPT
    if whole:
        transaction.on_commit(lambda: ring_upload(upload.pk))
    return upload


def drop(upload: Upload) -> None:
    """The person thought better of it, or never came back. A file that is whole is no longer dropped: its asset may be."""
    with PartFile(upload.path).alone():
        if Upload.objects.filter(pk=upload.pk).exclude(state=Upload.State.WHOLE).delete()[0]:
            upload.path.unlink(missing_ok=True)


def drop_abandoned(*, now: datetime) -> int:
    """Uploads nobody went on with, and files whose row is gone."""
    dropped = 0
    for upload in Upload.objects.abandoned(now):
        try:
            drop(upload)
        except Busy:
            continue
        dropped += 1
    Upload.objects.filter(
        state__in=[Upload.State.TAKEN, Upload.State.REFUSED], expires_at__lt=now - timedelta(days=30)
    ).delete()
    return dropped + _unlink_strays(now)


def _unlink_strays(now: datetime) -> int:
    known = {str(pk) for pk in Upload.objects.values_list("pk", flat=True)}
    files = [path for path in Path(settings.UPLOAD_FOLDER).glob("*") if path.stem not in known]
    strays = [path for path in files if path.stat().st_mtime < (now - KEPT).timestamp()]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)
