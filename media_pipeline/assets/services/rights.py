from datetime import datetime

from django.db import transaction
from django.utils import timezone

from media_pipeline.assets import ports
from media_pipeline.assets.models import Asset, Cause, Picture

AT_ONCE = 100


def tell_of_ended_rights(*, now: datetime) -> int:
    """Once for each picture, sound or film whose last day is over; a new last day makes it a new matter."""
    today = timezone.localdate(now)
    told = 0
    for model in (Picture, Asset):
        rows = model.objects
        rows.filter(rights_ended_at__isnull=False).exclude(rights_until__lt=today).update(rights_ended_at=None)
        for item in rows.over(today).filter(rights_ended_at=None)[:AT_ONCE]:
            with transaction.atomic():
                told += end(item, now=now)
    return told


def end(item: Picture | Asset, *, now: datetime) -> bool:
    """Whether it was this call that told."""
    if not type(item).objects.filter(pk=item.pk, rights_ended_at=None).update(rights_ended_at=now):
        return False
    if isinstance(item, Picture):
        item.orders.create(cause=Cause.RIGHTS, due_at=now)
    ports.rights_ended(item)
    ports.changed(item)
    return True
