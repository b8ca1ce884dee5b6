"""The originals of sound and film as Django's file columns see them: a file's name is its key in the store."""

import os
from pathlib import PurePosixPath

from django.apps import apps
from django.core.files.base import File
from django.core.files.storage import Storage
from django.utils.deconstruct import deconstructible

from media_pipeline.storage import NotFound, StorageError, storage


@deconstructible
class Sources(Storage):
    """Reads, and says sizes. Files come in by `ingest.services.receiving` alone, and leave by a `Removal` row."""

    def _open(self, name, mode="rb"):
        try:
            return File(storage().open(name), name=name)
        except NotFound as error:
            raise FileNotFoundError(name) from error

    def _save(self, name, content):
        raise NotImplementedError("sound and film are taken in by receive()")

    def delete(self, name):
        """wagtailmedia deletes the file of a deleted row; here a Removal row does, after days of grace."""

    def exists(self, name):
        return storage().exists(name)

    def size(self, name):
        try:
            return storage().size(name)
        except NotFound as error:
            raise FileNotFoundError(name) from error
        except StorageError:
            # A store that is away has lost nothing: nobody is told to delete what only cannot be looked at now.
            sizes = apps.get_model("assets", "Asset").objects.filter(file=name).values_list("source_size", flat=True)
            return sizes.first() or 0

    def url(self, name):
        return ""


def sources() -> Sources:
    return Sources()


def source_path(asset, filename: str) -> str:
    return source_key(asset.token, asset.source_sha256, filename)


def source_key(token: str, sha256: str, filename: str) -> str:
    """`src/{asset}/{sha256}.{ext}`; an extension of letters and figures, or `bin`."""
    extension = PurePosixPath(os.path.basename(filename)).suffix.lower().lstrip(".")
    return f"src/{token}/{sha256}.{extension if extension.isascii() and extension.isalnum() else 'bin'}"
