from functools import partial

from django.db import transaction
from django.db.models.signals import post_save

from media_pipeline.assets.models import RenditionOrder
from media_pipeline.assets.queue import ring_order


def after_order(sender, instance, created, **kwargs):
    if created:
        transaction.on_commit(partial(ring_order, instance.pk))


def connect() -> None:
    post_save.connect(after_order, sender=RenditionOrder, dispatch_uid="assets.order.ring")
