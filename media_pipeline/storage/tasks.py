from celery import shared_task
from django.utils import timezone

from media_pipeline.storage import storage


@shared_task(soft_time_limit=600, time_limit=660)
def sweep() -> None:
    """Where the store's own rules do not do it: temporary objects, uploads that broke off."""
    storage().sweep(now=timezone.now())
