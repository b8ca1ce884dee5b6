from celery import shared_task

from newsroom.stories.services.pages import attach_page as attach
from newsroom.stories.services.pages import attach_waiting


@shared_task(soft_time_limit=60, time_limit=90)
def attach_page(snapshot_id: int) -> None:
    attach(snapshot_id=snapshot_id)


@shared_task(soft_time_limit=240, time_limit=300)
def sweep_snapshots() -> None:
    attach_waiting()
