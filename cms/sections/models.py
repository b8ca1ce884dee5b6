import re

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from newsroom.stories.models import WebAddress

YEAR_MONTH = re.compile(r"\d{6}")
SLUG_ID7 = re.compile(r"[\w-]*-(?P<id7>[0-9a-f]{7})")


class SectionPage(Page):
    """A section on the site: its newest stories, and the door to each of them."""

    section = models.OneToOneField(
        "desks.Section", verbose_name=_("chuyên mục"), on_delete=models.PROTECT, related_name="page"
    )
    intro = models.CharField(_("giới thiệu ngắn"), max_length=250, blank=True)

    parent_page_types = ["home.HomePage", "sections.SectionPage"]
    subpage_types = ["sections.SectionPage"]
    template = "pages/section.html"
    content_panels = [*Page.content_panels, FieldPanel("section"), FieldPanel("intro")]

    class Meta:
        verbose_name = _("trang chuyên mục")
        verbose_name_plural = _("trang chuyên mục")

    def route(self, request, path_components):
        """Answer the story itself, so that privacy, hooks and the userbar act on it."""
        if len(path_components) == 2 and YEAR_MONTH.fullmatch(path_components[0]):
            if match := SLUG_ID7.fullmatch(path_components[1]):
                address = WebAddress.objects.filter(id7=match["id7"]).select_related("story").first()
                if address:
                    return RouteResult(address.story)
        return super().route(request, path_components)

    def get_context(self, request, *args, **kwargs):
        from cms.sections.queries import section_listing

        return {**super().get_context(request, *args, **kwargs), **section_listing(self, request)}


class Placement(models.Model):
    """A live story shown in a section. Lists read these rows: they exist only while readers may see the story."""

    story = models.ForeignKey("stories.Story", on_delete=models.PROTECT, related_name="placements")
    section = models.ForeignKey("desks.Section", on_delete=models.PROTECT, related_name="placements")
    brand = models.ForeignKey("organizations.Brand", on_delete=models.PROTECT, related_name="+")
    is_main = models.BooleanField()
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "section"], name="one_placement_per_section")]
        indexes = [
            models.Index(fields=["section", "-published_at"], name="placement_section_time"),
            models.Index(fields=["brand", "is_main", "-published_at"], name="placement_brand_time"),
        ]
