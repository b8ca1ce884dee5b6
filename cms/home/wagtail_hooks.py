from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.home import policies
from cms.home.views import HomeLead
from newsroom.desks.queries import standing_of
from newsroom.desks.roles import Right

policies.register()


class HomeLeadMenuItem(MenuItem):
    def is_shown(self, request):
        return standing_of(request.user).may_anywhere(Right.HOME_LEAD)


@hooks.register("register_admin_menu_item")
def menu_home_lead():
    return HomeLeadMenuItem(
        _("Bố cục trang chủ"), reverse("newsroom_home_lead"), name="home-lead", icon_name="site", order=50
    )


@hooks.register("register_admin_urls")
def home_lead():
    return [
        path("bo-cuc-trang-chu/", HomeLead.as_view(), name="newsroom_home_lead"),
        path("bo-cuc-trang-chu/<int:pk>/", HomeLead.as_view(), name="newsroom_home_lead_of"),
    ]
