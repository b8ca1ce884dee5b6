from wagtail.admin.panels import FieldPanel, FieldRowPanel

from newsroom.organizations.models import Organization
from newsroom.organizations.viewsets.kept import KeptViewSet


class OrganizationViewSet(KeptViewSet):
    model = Organization
    url_prefix = "co-quan"
    icon = "home"
    menu_order = 10
    list_display = ["short_name", "name", "governing_body"]
    search_fields = ["short_name", "name", "governing_body"]
    panels = [
        FieldPanel("short_name"),
        FieldPanel("name"),
        FieldPanel("governing_body"),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
        FieldPanel("merged_into"),
    ]
