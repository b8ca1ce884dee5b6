from celery import shared_task
from django.utils import timezone

from newsroom.editorial.services import beside, due, housekeeping, notices, saved_searches


@shared_task(soft_time_limit=120, time_limit=150)
def work_due() -> None:
    """The 15-second tick."""
    due.work_due()
    due.restate_after_embargo()


@shared_task(soft_time_limit=30, time_limit=45)
def send_notice(notice_id: int) -> None:
    notices.send_notice(notice_id=notice_id)


@shared_task(soft_time_limit=240, time_limit=300)
def sweep_notices() -> None:
    notices.send_waiting()


@shared_task(soft_time_limit=1500, time_limit=1800)
def run_housekeeping() -> None:
    housekeeping.run()


@shared_task(soft_time_limit=60, time_limit=90)
def find_beside(story_id: int) -> None:
    beside.work(story_id=story_id, now=timezone.now())


@shared_task(soft_time_limit=240, time_limit=300)
def sweep_archive() -> None:
    """Likeness that no bell rang for, and the saved searches whose turn it is."""
    beside.sweep(now=timezone.now())
    saved_searches.look(now=timezone.now())


@shared_task(soft_time_limit=120, time_limit=150)
def write_digests() -> None:
    saved_searches.write_digests(now=timezone.now())
