from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "newsroom.people"
    verbose_name = _("Con người")

    def ready(self):
        from django.apps import apps

        # Wagtail asks its own app config which screens to use for accounts.
        apps.get_app_config("wagtailusers").user_viewset = "newsroom.people.viewsets.staff.StaffViewSet"
