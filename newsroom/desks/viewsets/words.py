"""Chuyên mục, thể loại, địa danh, thẻ: what stories are filed under."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList

from newsroom.desks.models import Genre, Place, Section, Tag
from newsroom.language import slugify
from newsroom.organizations.viewsets.kept import KeptViewSet, ReachForm


class SectionForm(ReachForm):
    """A section keeps its brand while anything is filed under it, and its tree has no circle."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False
        self.fields["slug"].help_text = _("Phần đầu địa chỉ của bài. Để trống thì lấy từ tên.")

    def clean_slug(self):
        return self.cleaned_data["slug"] or slugify(self.data.get("name", ""), fallback="chuyen-muc")

    def clean(self):
        cleaned = super().clean()
        parent, brand = cleaned.get("parent"), cleaned.get("brand")
        if parent and brand and parent.brand_id != brand.pk:
            self.add_error("parent", _("Chuyên mục cha thuộc sản phẩm báo chí khác."))
        if parent and self.instance.pk and self.instance.pk in ancestors_of(parent):
            self.add_error("parent", _("Chuyên mục không thể nằm trong chính nó."))
        if "brand" in self.changed_data and self.instance.pk and self.instance.stories.exists():
            self.add_error("brand", _("Chuyên mục đã có tin bài, không đổi sang sản phẩm báo chí khác được."))
        return cleaned


def ancestors_of(section: Section) -> set[int]:
    """Ids of a section and of everything above it."""
    found = set()
    while section and section.pk not in found:
        found.add(section.pk)
        section = section.parent
    return found


class SectionViewSet(KeptViewSet):
    model = Section
    url_prefix = "chuyen-muc"
    icon = "list-ul"
    menu_order = 40
    ordering = ["brand", "sort_order", "name"]
    list_display = ["name", "parent", "brand", "slug", "sort_order"]
    list_filter = ["brand", "parent"]
    search_fields = ["name", "slug"]
    panels = [
        FieldPanel("brand"),
        FieldRowPanel([FieldPanel("name"), FieldPanel("slug")]),
        FieldRowPanel([FieldPanel("parent"), FieldPanel("sort_order")]),
    ]

    def get_edit_handler(self):
        return ObjectList(self.panels, base_form_class=SectionForm).bind_to_model(self.model)


class GenreViewSet(KeptViewSet):
    model = Genre
    url_prefix = "the-loai"
    icon = "form"
    menu_order = 50
    ordering = ["sort_order", "name"]
    list_display = ["name", "royalty_group", "code", "sort_order"]
    search_fields = ["name", "code"]
    panels = [
        FieldPanel("name"),
        FieldPanel("royalty_group"),
        FieldRowPanel([FieldPanel("code"), FieldPanel("sort_order")]),
    ]


class PlaceViewSet(KeptViewSet):
    model = Place
    url_prefix = "dia-danh"
    icon = "globe"
    menu_order = 60
    list_display = ["name", "note"]
    search_fields = ["name", "note"]
    panels = [FieldPanel("name"), FieldPanel("note")]


class TagForm(ReachForm):
    """The address follows the name as long as nobody writes another."""

    def clean(self):
        cleaned = super().clean()
        name = cleaned.get("name")
        if name and Tag.objects.exclude(pk=self.instance.pk).filter(name__iexact=name).exists():
            raise ValidationError({"name": _("Đã có thẻ này.")})
        return cleaned


class TagViewSet(KeptViewSet):
    model = Tag
    name = "newsroom_tag"
    url_prefix = "the"
    icon = "tag"
    menu_order = 65
    ordering = ["sort_key", "pk"]
    list_display = ["name", "slug"]
    search_fields = ["name"]
    panels = [FieldPanel("name")]

    def get_edit_handler(self):
        return ObjectList(self.panels, base_form_class=TagForm).bind_to_model(self.model)
