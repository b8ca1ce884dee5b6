from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IngestConfig(AppConfig):
    name = "media_pipeline.ingest"
    verbose_name = _("Nhận và xử lý âm thanh, hình ảnh")

    def ready(self):
        from media_pipeline.ingest import signal_handlers

        signal_handlers.connect()
