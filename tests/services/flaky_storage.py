"""A store that fails as stores do: some calls break off before or after they were done, or hang."""

import random
import time
from typing import Any

from django.utils.module_loading import import_string

from media_pipeline.storage import Storage, StorageUnavailable

CALLS = (
    "put_file", "put_bytes", "open", "fetch", "at_hand", "exists", "size", "sha256", "delete", "begin", "put_part",
    "parts", "complete", "abort",
)  # fmt: skip


def flaky_storage(*, inner: dict[str, Any], rate: float = 0.1, hang: float = 0, seed: int = 0) -> Storage:
    """A BACKEND for `STORAGES["sound_and_film"]`: the store that `inner` (`{"BACKEND", "OPTIONS"}`) describes, made flaky.

    Of the calls that fail half did nothing, and half did all and lost the answer; before it fails a call takes `hang` seconds.
    """
    return make_flaky(import_string(inner["BACKEND"])(**inner["OPTIONS"]), rate=rate, hang=hang, seed=seed)


def make_flaky(store: Storage, *, rate: float = 0.1, hang: float = 0, seed: int = 0) -> Storage:
    chance = random.Random(seed)
    for name in CALLS:
        setattr(store, name, _failing(getattr(store, name), chance, rate, hang))
    return store


def _failing(call: Any, chance: random.Random, rate: float, hang: float) -> Any:
    def answer(*arguments: Any, **named: Any) -> Any:
        fails, lost = chance.random() < rate, chance.random() < 0.5
        if not fails:
            return call(*arguments, **named)
        time.sleep(hang)
        if lost:
            call(*arguments, **named)
        raise StorageUnavailable("as the test wants it")

    return answer
