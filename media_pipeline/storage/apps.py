from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StorageConfig(AppConfig):
    name = "media_pipeline.storage"
    label = "media_storage"
    verbose_name = _("kho tệp")
