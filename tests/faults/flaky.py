"""A store that is away at one call in ten, with a sequence of its own for each seed."""

import random

from media_pipeline.storage import StorageUnavailable
from media_pipeline.storage.local import LocalStorage

CALLS = ("put_file", "put_bytes", "open", "fetch", "at_hand", "exists", "size", "delete", "list")


class FlakyStorage(LocalStorage):
    share, dice = 0.1, random.Random(4)
    calls = failed = 0


def _flaky(name: str):
    whole = getattr(LocalStorage, name)

    def call(self, *arguments, **options):
        FlakyStorage.calls += 1
        if self.dice.random() < self.share:
            FlakyStorage.failed += 1
            raise StorageUnavailable(name)
        return whole(self, *arguments, **options)

    return call


for _name in CALLS:
    setattr(FlakyStorage, _name, _flaky(_name))
