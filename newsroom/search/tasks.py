from celery import shared_task
from django.utils import timezone

from newsroom.search import building, query_counts, reconciling, sending, staleness
from newsroom.search.queue import ring_stale


@shared_task(soft_time_limit=240, time_limit=300)
def refresh_stale() -> None:
    """Rung with each cause, and by the beat for what no bell rang for; with more than one round's work it rings itself."""
    staleness.mark_unwritten(now=timezone.now())
    if staleness.refresh_stale(now=timezone.now()) >= staleness.AT_ONCE:
        ring_stale()


@shared_task(soft_time_limit=20, time_limit=30)
def count_query(place: str, text: str, found: int) -> None:
    query_counts.count(place=place, text=text, found=found, now=timezone.now())


@shared_task(soft_time_limit=240, time_limit=300)
def forget_old_queries() -> None:
    query_counts.forget_old(now=timezone.now())


@shared_task(soft_time_limit=240, time_limit=300)
def send_outbox() -> None:
    """Rung with each change, and by the beat: what the engine outside has yet to hear."""
    sending.send_waiting()


@shared_task(soft_time_limit=3500, time_limit=3600, acks_late=False)
def build_indexes() -> None:
    building.build_ordered()


@shared_task(soft_time_limit=240, time_limit=300)
def sweep_engine() -> None:
    """What no bell rang for: waiting entries, a first index, old indexes that nobody goes back to any more."""
    sending.sweep(now=timezone.now())


@shared_task(soft_time_limit=3500, time_limit=3600, acks_late=False)
def reconcile() -> None:
    reconciling.reconcile_nightly(now=timezone.now())
