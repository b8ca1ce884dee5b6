"""Where sound and film lie: one port, `storage()`, with a folder or an S3 store behind it.

The key says everything: `keys.KINDS` decides who may read an object, and none is ever changed after it was written.
"""

from typing import cast

from media_pipeline.storage.errors import AlreadyThere, Damaged, NoRoom, NotFound, StorageError, StorageUnavailable
from media_pipeline.storage.port import Storage, Stored

__all__ = [
    "AlreadyThere", "Damaged", "NoRoom", "NotFound", "Storage", "StorageError",
    "StorageUnavailable", "Stored", "storage",
]  # fmt: skip


def storage() -> Storage:
    """The store of this newsroom, as `STORAGES["sound_and_film"]` sets it."""
    from django.core.files.storage import storages

    return cast(Storage, storages["sound_and_film"])
