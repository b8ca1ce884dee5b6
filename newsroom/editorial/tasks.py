from celery import shared_task

from newsroom.editorial.services import due, housekeeping, notices


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
