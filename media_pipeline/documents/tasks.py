from celery import shared_task
from django.utils import timezone

from media_pipeline.documents.services import reading


@shared_task(soft_time_limit=200, time_limit=240)
def read_document(text_id: int) -> None:
    reading.work(text_id=text_id, now=timezone.now())


@shared_task(soft_time_limit=60, time_limit=90)
def sweep() -> None:
    reading.sweep(now=timezone.now())
