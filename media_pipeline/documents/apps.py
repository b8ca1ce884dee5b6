from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "media_pipeline.documents"
    label = "document_texts"
    verbose_name = _("Chữ trong tài liệu")

    def ready(self):
        from media_pipeline.documents import signal_handlers

        signal_handlers.connect()
