"""Accounts. They are closed, never deleted: stories, approvals and snapshots name them."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton
from wagtail.users.views import users

from newsroom.organizations.viewsets.kept import KeptHistoryView, KeptIndexView, WithinReach
from newsroom.people.forms import StaffCreationForm, StaffEditForm
from newsroom.people.models import User


class StaffIndexView(KeptIndexView):
    page_title = _("Người dùng")
    add_item_label = _("Thêm người")

    @property
    def columns(self):
        return [
            self._get_title_column_class(TitleColumn)(
                "person", label=_("Họ và tên"), accessor=str, get_url=self.get_edit_url
            ),
            Column("username", label=_("Tên đăng nhập"), sort_key="username"),
            Column("email", label=_("Email")),
            BooleanColumn("is_active", label=_("Đang làm việc"), sort_key="is_active"),
            DateColumn("last_login", label=_("Đăng nhập lần cuối"), sort_key="last_login"),
        ]

    def get_list_more_buttons(self, instance):
        return [*super().get_list_more_buttons(instance), *buttons_of(instance, self.request)]


class StaffCreateView(users.CreateView):
    page_title = _("Thêm người")
    template_name = "wagtailadmin/generic/create.html"


class StaffEditView(WithinReach, users.EditView):
    template_name = "wagtailadmin/generic/edit.html"

    @property
    def header_buttons(self):
        offered = buttons_of(self.object, self.request)
        return [HeaderButton(button.label, url=button.url, icon_name=button.icon_name) for button in offered]

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "for_user": self.request.user}


def buttons_of(person, request) -> list:
    """What other apps offer to do with a person, as “Phân vai”."""
    found = [hook(user=person, request_user=request.user) for hook in hooks.get_hooks("register_user_listing_buttons")]
    return [button for buttons in found for button in buttons]


class StaffViewSet(users.UserViewSet):
    menu_label = _("Người dùng")
    menu_hook = "register_structure_menu_item"
    menu_order = 32
    template_prefix = ""
    ordering = ["last_name", "first_name"]
    filterset_class = users.UserViewSet.UNDEFINED
    list_filter = ["is_active"]
    search_fields = ["last_name", "first_name", "username", "email"]
    copy_view_enabled = False
    index_view_class = StaffIndexView
    add_view_class = StaffCreateView
    edit_view_class = StaffEditView
    history_view_class = KeptHistoryView
    model = User

    def get_form_class(self, for_update=False):
        return StaffEditForm if for_update else StaffCreationForm

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(**{"usage_url_name": None, "delete_url_name": None, **kwargs})

    def get_urlpatterns(self):
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in ("usage", "delete")]
