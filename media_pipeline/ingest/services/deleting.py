"""Taking files out of the store: each is a row first, so that a store that is away only makes it later."""

import logging
from datetime import datetime, timedelta
from itertools import islice

from django.db import transaction
from django.db.models import Q

from media_pipeline.assets import ports
from media_pipeline.assets.models import Asset, Removal, Run, RunState
from media_pipeline.storage import StorageError, storage

logger = logging.getLogger(__name__)
GRACE = timedelta(days=7)
LOOK_AGAIN = timedelta(minutes=10)  # longer than any worker holds a lease that is gone
AT_ONCE = 1000


@transaction.atomic
def plan_removal(asset: Asset, *, now: datetime) -> None:
    """Called when an asset's row goes, whichever way."""
    ports.changed(asset)
    runs = list(asset.runs.all())
    kept = ports.kept(run.pk for run in runs)
    kept |= {run.base_id for run in runs if run.pk in kept}
    removals = [Removal(prefix=f"src/{asset.token}/", due_at=now + GRACE)]
    removals += [Removal(prefix=f"{run.prefix}/", run_number=run.pk, due_at=now) for run in runs if run.pk not in kept]
    Removal.objects.bulk_create(removals, ignore_conflicts=True)
    replaced = [removal.prefix for removal in removals if removal.run_number]
    Removal.objects.filter(prefix__in=replaced, due_at__gt=now).update(due_at=now)


def plan_run_removal(run: Run, *, now: datetime) -> None:
    Removal.objects.get_or_create(prefix=f"{run.prefix}/", defaults={"run_number": run.pk, "due_at": now + GRACE})


def remove_due(*, now: datetime) -> int:
    """Delete what is due, except runs that lưu chiểu refers to, that readers get or that are being made; how many went.

    A folder is done with when nothing is found in it: a worker that was sending as its run went may send a little more.
    """
    gone = 0
    for removal in Removal.objects.filter(due_at__lte=now).order_by("due_at")[:100]:
        if removal.run_number and is_needed(removal.run_number):
            removal.delete()
            continue
        try:
            found = empty(removal.prefix)
        except StorageError as error:
            logger.warning("Removal of %s: %s", removal.prefix, error)
            Removal.objects.filter(pk=removal.pk).update(
                tries=removal.tries + 1, due_at=now + timedelta(minutes=2 ** min(removal.tries, 10))
            )
            continue
        if found:
            Removal.objects.filter(pk=removal.pk).update(due_at=now + LOOK_AGAIN)
            gone += 1
        else:
            removal.delete()
    return gone


def is_needed(run: int) -> bool:
    users = Run.objects.filter(Q(pk=run) | Q(base=run))
    editions = set(users.values_list("pk", flat=True)) | {run}
    in_use = Q(current_run__in=editions) | Q(runs__in=editions, runs__state=RunState.MAKING)
    return bool(ports.kept(editions)) or Asset.objects.filter(in_use).exists()


def empty(prefix: str) -> int:
    """Delete what lies there, and the playlists with which a run began; how many objects."""
    store, count = storage(), 0
    for place in {prefix, prefix.replace("runs/", "growing/", 1)}:
        found = store.list(place)
        while some := [stored.key for stored in islice(found, AT_ONCE)]:
            store.delete(some)
            count += len(some)
    return count
