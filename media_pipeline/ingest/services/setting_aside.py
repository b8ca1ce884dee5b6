"""A file that is here while the store is away: it waits like an upload whose last byte has come."""

from datetime import datetime
from functools import partial
from pathlib import Path

from django.db import transaction
from wagtail.models import Collection

from media_pipeline.ingest import names
from media_pipeline.ingest.models import Upload
from media_pipeline.ingest.queue import ring_upload
from media_pipeline.ingest.services.uploads import KEPT


@transaction.atomic
def set_aside(*, path: Path, name: str, collection: Collection, by, now: datetime) -> Upload:
    """The file of this machine is moved away and taken in as soon as that is possible. `now`: when it came."""
    size = path.stat().st_size
    upload = Upload(
        owner=by, collection=collection, name=names.plain(name), size=size, offset=size, state=Upload.State.WHOLE,
        created_at=now, expires_at=now + KEPT,
    )  # fmt: skip
    path.rename(upload.path)
    upload.save(force_insert=True)
    transaction.on_commit(partial(ring_upload, upload.pk))
    return upload
