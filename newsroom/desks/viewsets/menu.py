from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup


class StructureMenu(ViewSetGroup):
    """“Cơ quan”: everything an administrator sets up. Screens of any app join it with `menu_hook`."""

    menu_label = _("Cơ quan")
    menu_name = "structure"
    menu_icon = "home"
    menu_order = 800
    submenu_hook = "register_structure_menu_item"
