from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssetsConfig(AppConfig):
    name = "media_pipeline.assets"
    verbose_name = _("Ảnh, tài liệu")
