"""The sample film and sound: sent in through the same door as a reporter's, and made ready by the workers."""

import shutil
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from wagtail.models import Collection

from cms.demo.content_files import CLIPS, read
from media_pipeline.assets.models import Asset
from media_pipeline.ingest.services.editions import attach_captions
from media_pipeline.ingest.services.receiving import receive


def send_clips(*, by, now: datetime) -> dict[str, Asset]:
    """By file name."""
    return {row["file"]: _send(row, by=by, now=now) for row in read("clips")}


def _send(row: dict, *, by, now: datetime) -> Asset:
    with TemporaryDirectory() as folder:
        copy = Path(shutil.copy(CLIPS / row["file"], folder))
        asset = receive(
            path=copy, name=row["file"], collection=Collection.get_first_root_node(), by=by, title=row["title"],
            description=row["description"], credit=row["credit"], place=row["place"], now=now,
        )  # fmt: skip
    words = CLIPS / row["captions"]
    attach_captions(asset=asset, data=words.read_bytes(), file_name=words.name, language="vi", now=now)
    return asset
