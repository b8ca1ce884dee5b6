"""The administrator's side of the house: newsrooms, desks, sections, roles."""

from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter

from newsroom.desks import policies, viewsets
from newsroom.desks.models import StructurePage
from newsroom.desks.services import administered_by, settle
from newsroom.desks.views.explorer import to_desks
from newsroom.desks.viewsets.roles import ForAdministrators

policies.register()


@hooks.register("insert_global_admin_css")
def structure_style():
    return format_html('<link rel="stylesheet" href="{}">', static("newsroom/structure/structure.css"))


@hooks.register("register_admin_viewset")
def structure_screens():
    return [
        viewsets.StructureMenu(), viewsets.RolesViewSet(), viewsets.SectionViewSet(), viewsets.GenreViewSet(),
        viewsets.PlaceViewSet(), viewsets.TagViewSet(), viewsets.NewsroomViewSet(), viewsets.DeskViewSet(),
    ]  # fmt: skip


@hooks.register("register_admin_urls")
def structure_addresses():
    return [path("ban/", to_desks, name="newsroom_desks")]


@hooks.register("register_structure_menu_item")
def menu_desks():
    return ForAdministrators(
        gettext_lazy("Tòa soạn, ban"),
        reverse("newsroom_desks"),
        name="desks",
        icon_name="folder-open-inverse",
        order=30,
    )


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def settle_structure(request, page):
    if isinstance(page, StructurePage):
        settle(page=page, user=request.user)


@hooks.register("register_user_listing_buttons")
def roles_button(user, request_user):
    if administered_by(request_user).exists():
        yield Button(_("Phân vai"), url=reverse("newsroom_roles:person", args=[user.pk]), icon_name="key", priority=5)


@hooks.register("after_create_user")
def then_roles(request, user):
    """A new account can do nothing yet: its roles are the next step."""
    if administered_by(request.user).exists():
        return redirect("newsroom_roles:person", user.pk)


@hooks.register("register_log_actions")
def roles_in_the_log(actions):
    @actions.register_action("newsroom.roles")
    class RolesFormatter(LogFormatter):
        label = gettext_lazy("Phân vai")

        def format_message(self, log_entry):
            said = {"added": _("Thêm vai: %(roles)s."), "removed": _("Bỏ vai: %(roles)s.")}
            changed = {key: log_entry.data.get(key) for key in said}
            return " ".join(said[key] % {"roles": "; ".join(roles)} for key, roles in changed.items() if roles)
