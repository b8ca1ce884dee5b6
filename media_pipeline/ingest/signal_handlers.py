from django.db.models.signals import pre_delete
from django.utils import timezone

from media_pipeline.assets.models import Asset
from media_pipeline.ingest.services.deleting import plan_removal


def before_asset_goes(sender, instance, **kwargs):
    plan_removal(instance, now=timezone.now())


def connect() -> None:
    pre_delete.connect(before_asset_goes, sender=Asset, dispatch_uid="ingest.asset.goes")
