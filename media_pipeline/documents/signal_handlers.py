from django.db.models.signals import post_save
from django.utils import timezone

from media_pipeline.assets.models import PressDocument
from media_pipeline.documents.services import reading


def after_document(sender, instance, raw=False, **kwargs):
    if not raw and instance.file:
        reading.order(document=instance, now=timezone.now())


def connect() -> None:
    post_save.connect(after_document, sender=PressDocument, dispatch_uid="documents.order")
