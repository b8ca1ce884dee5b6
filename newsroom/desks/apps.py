from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DesksConfig(AppConfig):
    name = "newsroom.desks"
    verbose_name = _("Ban, chuyên mục")

    def ready(self):
        from newsroom.desks import signal_handlers

        signal_handlers.connect()
