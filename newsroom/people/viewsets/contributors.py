from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import Column

from newsroom.organizations.viewsets.kept import KeptViewSet
from newsroom.people.models import Contributor


class ContributorViewSet(KeptViewSet):
    model = Contributor
    url_prefix = "tac-gia"
    icon = "group"
    menu_label = _("Tác giả, cộng tác viên")
    menu_order = 70
    ordering = "sort_key"
    list_display = ["sort_name", Column("public_name", label=_("Tên dưới bài")), "organization", "user"]
    list_filter = ["organization"]
    search_fields = ["name", "pen_name", "sort_name"]
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("pen_name")]),
        FieldRowPanel([FieldPanel("sort_name"), FieldPanel("slug")]),
        FieldRowPanel([FieldPanel("organization"), FieldPanel("user")]),
        FieldPanel("bio"),
    ]
