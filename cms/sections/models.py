from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.core.pages import ReadingPage


class SectionPage(ReadingPage):
    """A section on the site: its newest stories. Their own addresses are resolved by cms.outlet, whatever the section's path."""

    section = models.OneToOneField(
        "desks.Section", verbose_name=_("chuyên mục"), on_delete=models.PROTECT, related_name="page"
    )
    intro = models.CharField(_("giới thiệu ngắn"), max_length=250, blank=True)

    parent_page_types = ["home.HomePage", "sections.SectionPage"]
    subpage_types = ["sections.SectionPage"]
    template = "pages/section.html"
    reads = "cms.sections.queries.section_listing"
    content_panels = [*ReadingPage.content_panels, FieldPanel("section"), FieldPanel("intro")]

    class Meta:
        verbose_name = _("trang chuyên mục")
        verbose_name_plural = _("trang chuyên mục")


class Placement(models.Model):
    """A live story shown in a section. Lists read these rows: they exist only while readers may see the story.

    Lists go by `sorted_at`: first publication, or the last significant update, which brings a story to the top again.
    """

    story = models.ForeignKey("stories.Story", on_delete=models.PROTECT, related_name="placements")
    section = models.ForeignKey("desks.Section", on_delete=models.PROTECT, related_name="placements")
    brand = models.ForeignKey("organizations.Brand", on_delete=models.PROTECT, related_name="+")
    is_main = models.BooleanField()
    sorted_at = models.DateTimeField()

    class Meta:
        verbose_name = _("bài trong chuyên mục")
        verbose_name_plural = _("bài trong chuyên mục")
        constraints = [models.UniqueConstraint(fields=["story", "section"], name="one_placement_per_section")]
        indexes = [
            models.Index(fields=["section", "-sorted_at"], name="placement_section_time"),
            models.Index(fields=["brand", "is_main", "-sorted_at"], name="placement_brand_time"),
        ]
