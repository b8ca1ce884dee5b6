"""The drop folder: one subfolder a collection. What stands still for ten seconds is taken; nothing is ever deleted.

DROP_FOLDER/
  Ban Thời sự/…           files for that collection, in folders of their own if one likes
  dang-nhan/<id>/<name>   claimed, by a rename that only one worker can make; then a row says so
  khong-nhan/…            refused, each with a note beside it
"""

import hashlib
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Collection

from media_pipeline.ingest import names
from media_pipeline.ingest.models import Upload
from media_pipeline.ingest.models.upload import BEING_TAKEN
from media_pipeline.ingest.queue import ring_upload
from media_pipeline.storage import StorageError, storage

logger = logging.getLogger(__name__)

REFUSED, EVERYBODYS = "khong-nhan", "Chung"
STILL = timedelta(seconds=10)
SEEN_FOR = 24 * 3600  # seconds


def look(*, now: datetime) -> int:
    """Take every file that has come to rest, and return how many. Two workers may look at once."""
    root = Path(settings.DROP_FOLDER)
    folders = _folders(root)
    taken = 0
    for path in _files(root):
        if not _is_still(path, now):
            continue
        try:
            taken += _take(path, root, folders, now)
        except FileNotFoundError:  # another worker was faster, or the person took it back
            continue
        except OSError:
            logger.exception("Drop folder: %s", path)
    _mend_claims(now)
    return taken


def give_back(*, upload: Upload, reason: str, now: datetime) -> None:
    """A file that was taken and then refused goes to khong-nhan, from wherever it lies by now."""
    aside = _aside(Path(settings.DROP_FOLDER), folder_name(upload.collection), upload.name)
    with _kept_free(aside):
        if upload.path.exists():
            upload.path.rename(aside)
        else:
            storage().fetch(upload.asset.file.name, aside)
    _note(aside, reason, now)
    shutil.rmtree(upload.path.parent, ignore_errors=True)


def _folders(root: Path) -> dict[str, Collection]:
    """Folder name → collection; folders that are not there yet are made."""
    folders: dict[str, Collection] = {}
    for collection in Collection.objects.order_by("path"):
        name = folder_name(collection)
        name = f"{name} ({collection.pk})" if name in folders else name
        folders[name] = collection
        (root / name).mkdir(parents=True, exist_ok=True)
    return folders


def folder_name(collection: Collection) -> str:
    return EVERYBODYS if collection.is_root() else names.plain(collection.name.replace("/", "-"))


def _files(root: Path) -> Iterator[Path]:
    for folder, subfolders, found in os.walk(root):
        here = Path(folder)
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        if here == root:
            subfolders[:] = [name for name in subfolders if name not in (BEING_TAKEN, REFUSED)]
        for name in found:
            path = here / name
            # Hidden files are those of macOS and of copying programs; a link may point at anything; a pipe has no end.
            if not name.startswith(".") and path.is_file() and not path.is_symlink():
                yield path


def _is_still(path: Path, now: datetime) -> bool:
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return False
    key = f"drop:{hashlib.sha256(os.fsencode(path)).hexdigest()}"
    seen_size, since = cache.get(key) or (None, now)
    if seen_size != size:
        cache.set(key, (size, now), SEEN_FOR)
        return False
    return now - since >= STILL


def _take(path: Path, root: Path, folders: dict[str, Collection], now: datetime) -> bool:
    name = names.plain(os.fsencode(path.name).decode(errors="replace"))
    within = path.relative_to(root).parts
    collection = folders.get(names.plain(within[0])) if len(within) > 1 else None
    reason = _why_not(path, collection)
    if reason:
        aside = _aside(root, within[0] if len(within) > 1 else "", name)
        with _kept_free(aside):
            path.rename(aside)
        _note(aside, reason, now)
        return False
    upload = Upload.objects.create(
        origin=Upload.Origin.DROP_FOLDER, name=name, collection=collection, created_at=now, expires_at=now,
        size=path.stat().st_size, offset=path.stat().st_size,
    )  # fmt: skip
    upload.path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.rename(upload.path)
    except OSError:
        upload.delete()
        raise
    _claimed(upload)
    return True


def _claimed(upload: Upload) -> None:
    with transaction.atomic():
        Upload.objects.filter(pk=upload.pk).update(state=Upload.State.WHOLE)
        transaction.on_commit(lambda: ring_upload(upload.pk))


def _mend_claims(now: datetime) -> None:
    """A worker that died around the rename left a row that does not say whether it was made."""
    for upload in Upload.objects.half_claimed(now - timedelta(minutes=1)):
        if upload.path.exists():
            _claimed(upload)
        else:
            upload.delete()


def _why_not(path: Path, collection: Collection | None) -> str:
    if collection is None:
        return _("Không có bộ sưu tập nào tên như thư mục này. Thả tệp vào thư mục của một bộ sưu tập.")
    size = path.stat().st_size
    if not size:
        return _("Tệp rỗng. Chép lại tệp rồi thả lại.")
    if size > settings.UPLOAD_MAX_SIZE:
        return _("Tệp nặng %(size)s; mỗi tệp tối đa %(limit)s. Cắt ngắn hoặc nén bớt rồi thả lại.") % {
            "size": filesizeformat(size), "limit": filesizeformat(settings.UPLOAD_MAX_SIZE),
        }  # fmt: skip
    if not os.access(path, os.R_OK):
        return _("Máy chủ không có quyền đọc tệp này. Cho phép đọc rồi thả lại.")
    return ""


def _aside(root: Path, folder: str, name: str) -> Path:
    return _free(root / REFUSED / folder, name)


def _free(place: Path, name: str) -> Path:
    """A name that was free, with an empty file under it: whoever comes in the same moment takes the next."""
    place.mkdir(parents=True, exist_ok=True)
    stem, suffix = Path(name).stem, Path(name).suffix
    for free in (place / name, *(place / f"{stem} ({n}){suffix}" for n in range(2, 10_000))):
        try:
            free.touch(exist_ok=False)
        except FileExistsError:
            continue
        return free
    raise FileExistsError(place / name)


@contextmanager
def _kept_free(aside: Path) -> Iterator[None]:
    """The empty file goes again when nothing came in its place."""
    try:
        yield
    except (OSError, StorageError):
        if not aside.stat().st_size:
            aside.unlink()
        raise


def _note(aside: Path, reason: str, now: datetime) -> None:
    when = date_format(timezone.localtime(now), "H:i, d/m/Y")
    note = _free(aside.parent, f"{aside.name}.txt")
    note.write_text(f"{when}\n{reason}\n", encoding="utf-8")
