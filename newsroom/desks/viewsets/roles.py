from django.contrib.auth import get_user_model
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from newsroom.desks.queries import standing_of
from newsroom.desks.roles import Right
from newsroom.desks.services import administered_by
from newsroom.desks.views.roles import PeopleView, PersonView


class ForAdministrators(MenuItem):
    def is_shown(self, request):
        return request.user.is_superuser or standing_of(request.user).may_anywhere(Right.STRUCTURE)


class WithNewsroom(ForAdministrators):
    """There is no role to give before the first newsroom is founded."""

    def is_shown(self, request):
        return super().is_shown(request) and administered_by(request.user).exists()


class RolesViewSet(ViewSet):
    """Phân vai."""

    name = "newsroom_roles"
    url_prefix = "phan-vai"
    icon = "key"
    menu_label = _("Phân vai")
    menu_order = 35
    menu_hook = "register_structure_menu_item"
    menu_item_class = WithNewsroom
    model = get_user_model()

    def get_common_view_kwargs(self, **kwargs):
        return {
            "model": self.model,
            "header_icon": self.icon,
            "index_url_name": self.get_url_name("index"),
            "index_results_url_name": self.get_url_name("index_results"),
            "edit_url_name": self.get_url_name("person"),
            **kwargs,
        }

    def get_urlpatterns(self):
        return [
            path("", self.construct_view(PeopleView), name="index"),
            path("ket-qua/", self.construct_view(PeopleView, results_only=True), name="index_results"),
            path("<int:pk>/", self.construct_view(PersonView), name="person"),
        ]
