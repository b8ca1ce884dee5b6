from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.core.pages import ReadingPage


class HomePage(ReadingPage):
    """The front page of one brand's site: a lead that a person placed, sections filled by the clock."""

    brand = models.OneToOneField(
        "organizations.Brand", verbose_name=_("sản phẩm báo chí"), on_delete=models.PROTECT, related_name="home_page"
    )

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["sections.SectionPage", "core.StandardPage"]
    template = "pages/home.html"
    reads = "cms.home.queries.front_page"
    content_panels = [*ReadingPage.content_panels, FieldPanel("brand")]

    class Meta:
        verbose_name = _("trang chủ")
        verbose_name_plural = _("trang chủ")


class LeadSlot(models.Model):
    """Bố cục trang chủ: the stories a person placed at the head of a front page, in reading order."""

    home = models.ForeignKey(HomePage, on_delete=models.CASCADE, related_name="lead_slots")
    position = models.PositiveSmallIntegerField(_("vị trí"))
    story = models.ForeignKey("stories.Story", verbose_name=_("bài"), on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("tít trên trang chủ"), max_length=255, blank=True)
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    placed_at = models.DateTimeField()
    until = models.DateTimeField(_("giữ đến"), null=True, blank=True)

    class Meta:
        verbose_name = _("vị trí mở đầu trang chủ")
        verbose_name_plural = _("bố cục trang chủ")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["home", "position"], name="one_story_per_home_position")]
