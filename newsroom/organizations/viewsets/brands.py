from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.admin.ui.tables import Column

from newsroom.organizations.models import Brand
from newsroom.organizations.viewsets.kept import KeptViewSet


def missing_today(brand) -> str:
    licence = brand.licence_on(timezone.localdate())
    if not licence:
        return _("Chưa có giấy phép còn hiệu lực")
    return ", ".join(licence.missing) or _("Đủ")


LICENCE_PANELS = [
    FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")], heading=gettext_lazy("Hiệu lực")),
    FieldRowPanel([FieldPanel("number"), FieldPanel("issued_on")]),
    FieldPanel("issuer"),
    FieldPanel("governing_body"),
    FieldRowPanel([FieldPanel("head_title"), FieldPanel("head_name")]),
    FieldPanel("address"),
    FieldRowPanel([FieldPanel("phone"), FieldPanel("fax")]),
    FieldRowPanel([FieldPanel("email"), FieldPanel("domain")]),
]


class BrandViewSet(KeptViewSet):
    model = Brand
    url_prefix = "san-pham-bao-chi"
    icon = "openquote"
    menu_order = 20
    list_display = [
        "name",
        "organization",
        "kind",
        Column("missing", label=gettext_lazy("Còn thiếu ở chân trang"), accessor=missing_today),
    ]
    search_fields = ["name", "slug", "organization__name"]
    panels = [
        FieldPanel("organization"),
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("theme")]),
        FieldPanel("is_sample"),
        InlinePanel(
            "licences", panels=LICENCE_PANELS, heading=gettext_lazy("Giấy phép"), label=gettext_lazy("Giấy phép"),
            help_text=gettext_lazy(
                "Mỗi giấy phép một dòng, có ngày hiệu lực. Chân trang in giấy phép còn hiệu lực hôm nay; "
                "thiếu mục nào thì bạn đọc không thấy mục đó."
            ),
        ),
    ]  # fmt: skip
