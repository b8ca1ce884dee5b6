from celery import shared_task
from django.utils import timezone

from media_pipeline.assets import services


@shared_task(soft_time_limit=300, time_limit=360)
def make_renditions(order_id: int) -> None:
    services.work(order_id=order_id, now=timezone.now())


@shared_task(soft_time_limit=60, time_limit=90)
def sweep() -> None:
    services.sweep(now=timezone.now())


@shared_task(soft_time_limit=240, time_limit=300)
def sweep_rights() -> None:
    services.tell_of_ended_rights(now=timezone.now())
