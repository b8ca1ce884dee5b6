from celery import shared_task
from django.utils.module_loading import import_string


@shared_task(soft_time_limit=60, time_limit=90)
def run(path: str, args: list, kwargs: dict) -> None:
    """Run one django-tasks function by its import path."""
    import_string(path).call(*args, **kwargs)
