from celery import shared_task
from django.utils import timezone

from media_pipeline.ingest.services import deleting, dropping, machines, sweeping, taking_in, uploads, working


# Acknowledged at once, as `work_step`: eight gigabytes to a far store take their time.
@shared_task(soft_time_limit=7200, time_limit=7260, acks_late=False)
def take_in_upload(upload_id: str) -> None:
    taking_in.take_in(upload_id=upload_id, now=timezone.now())


@shared_task(soft_time_limit=600, time_limit=660)
def sweep_uploads() -> None:
    now = timezone.now()
    taking_in.sweep(now=now)
    uploads.drop_abandoned(now=now)


@shared_task(soft_time_limit=7200, time_limit=7260, acks_late=False)
def look_into_drop_folder() -> None:
    dropping.look(now=timezone.now())


# Acknowledged at once: RabbitMQ takes a message away from whoever keeps it for half an hour, and the row is what counts.
@shared_task(acks_late=False)
def work_step(step_id: int) -> None:
    working.answer_bell(step_id=step_id)


@shared_task(soft_time_limit=30, time_limit=60)
def report_machine() -> None:
    machines.report(now=timezone.now())


@shared_task(soft_time_limit=60, time_limit=90)
def sweep_steps() -> None:
    sweeping.sweep(now=timezone.now())


@shared_task(soft_time_limit=600, time_limit=660)
def sweep_store() -> None:
    deleting.remove_due(now=timezone.now())
