"""A whole file becomes an asset. The row is written before the original moves, so that no original is ever without one."""

import hashlib
import mimetypes
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Collection

from media_pipeline.assets.embedded.facts import title_from
from media_pipeline.assets.embedded.text import line
from media_pipeline.assets.errors import FileRefused
from media_pipeline.assets.models import Asset
from media_pipeline.assets.sources import source_key
from media_pipeline.ingest.services.runs import start_run
from media_pipeline.storage import storage


def receive(
    *,
    path: Path,
    name: str,
    collection: Collection,
    by=None,
    title: str = "",
    urgent: bool = False,
    now: datetime,
    **typed,
) -> Asset:
    """Take in a file of this machine, which is moved away; the asset, or the one that has the same bytes in the collection.

    `typed`: further columns of the asset. May be called again after a crash or a StorageError: it goes on where it stood.
    Raises FileRefused for an empty file, StorageError.
    """
    size = path.stat().st_size
    if not size:
        raise FileRefused(_("Tệp trống, không có dữ liệu nào. Hãy kiểm tra tệp trên máy rồi gửi lại."))
    sha256 = sha256_of(path)
    asset = _row(
        collection=collection, source_sha256=sha256, source_size=size, source_name=line(name, 255), urgent=urgent,
        uploaded_by_user=by, title=line(title, 255) or title_from(name), **typed,
    )  # fmt: skip
    store = storage()
    if store.exists(asset.file.name):
        path.unlink()
    else:
        store.put_file(asset.file.name, path, sha256=sha256, move=True)
    start_first(asset=asset, now=now)
    return asset


@transaction.atomic
def _row(*, collection: Collection, source_sha256: str, source_name: str, **columns) -> Asset:
    """One row for the same bytes in one collection, however many bring them at once."""
    Collection.objects.select_for_update().get(pk=collection.pk)
    there = Asset.objects.filter(collection=collection, source_sha256=source_sha256).order_by("pk").first()
    if there:
        return there
    kind = "audio" if (mimetypes.guess_type(source_name)[0] or "").startswith("audio/") else "video"
    asset = Asset(collection=collection, source_sha256=source_sha256, source_name=source_name, type=kind, **columns)
    asset.file.name = source_key(asset.token, source_sha256, source_name)
    asset.save()
    return asset


@transaction.atomic
def start_first(*, asset: Asset, now: datetime) -> None:
    """The first run of an asset whose original is there; called again it does nothing."""
    asset = Asset.objects.select_for_update().get(pk=asset.pk)
    if not asset.runs.exists():
        start_run(asset=asset, now=now)


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
