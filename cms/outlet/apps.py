from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutletConfig(AppConfig):
    name = "cms.outlet"
    verbose_name = _("Cổng ra trang")
