from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutletConfig(AppConfig):
    name = "cms.outlet"
    verbose_name = _("Cổng ra trang")

    def ready(self):
        from cms.outlet import placing, signal_handlers
        from cms.outlet.news_site import NewsSite
        from newsroom.stories import ports

        ports.outlets.append(NewsSite())
        # After the address and the snapshot (10): a placement carries the address's date.
        ports.went_live.register(placing.place, order=20)
        ports.went_dark.register(placing.remove, order=20)
        signal_handlers.connect()
