from celery import shared_task
from django.utils import timezone

from newsroom.stories.services import pages, snapshot_checks


@shared_task(soft_time_limit=60, time_limit=90)
def attach_page(snapshot_id: int) -> None:
    pages.attach_page(snapshot_id=snapshot_id)


@shared_task(soft_time_limit=3500, time_limit=3600, acks_late=False)
def check_snapshots(check_id: int) -> None:
    snapshot_checks.run_check(check_id=check_id)


@shared_task(soft_time_limit=240, time_limit=300)
def sweep_snapshots() -> None:
    pages.attach_waiting(now=timezone.now())
    snapshot_checks.ring_forgotten(now=timezone.now())
