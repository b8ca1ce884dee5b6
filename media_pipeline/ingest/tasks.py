from celery import shared_task
from django.utils import timezone

from media_pipeline.ingest.services import dropping, taking_in, uploads


@shared_task(soft_time_limit=7200, time_limit=7260)
def take_in_upload(upload_id: str) -> None:
    taking_in.take_in(upload_id=upload_id, now=timezone.now())


@shared_task(soft_time_limit=600, time_limit=660)
def sweep_uploads() -> None:
    now = timezone.now()
    taking_in.sweep(now=now)
    uploads.drop_abandoned(now=now)


@shared_task(soft_time_limit=7200, time_limit=7260)
def look_into_drop_folder() -> None:
    dropping.look(now=timezone.now())
