from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "cms.core"
    verbose_name = _("Trang")

    def ready(self):
        from cms.core import local_sites

        local_sites.connect()
