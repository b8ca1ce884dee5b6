from celery import shared_task
from django.utils import timezone

from newsroom.search import query_counts, staleness


@shared_task(soft_time_limit=240, time_limit=300)
def refresh_stale() -> None:
    """Rung with each cause, and by the beat for what no bell rang for."""
    staleness.refresh_stale(now=timezone.now())


@shared_task(soft_time_limit=20, time_limit=30)
def count_query(place: str, text: str, found: int) -> None:
    query_counts.count(place=place, text=text, found=found, now=timezone.now())


@shared_task(soft_time_limit=240, time_limit=300)
def forget_old_queries() -> None:
    query_counts.forget_old(now=timezone.now())
