from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from newsroom.prepared import Prepared


class Generation(models.Model):
    """One number that every cached page carries. Raised in the transaction that changes what readers see."""

    value = models.PositiveBigIntegerField(default=1)

    class Meta:
        verbose_name = _("thế hệ trang")
        verbose_name_plural = _("thế hệ trang")

    @classmethod
    def current(cls) -> int:
        return next(iter(generations()), 0)

    @classmethod
    def advance(cls) -> None:
        if not cls.objects.filter(pk=1).update(value=F("value") + 1):
            cls.objects.get_or_create(pk=1)


@Prepared
def generations():
    return Generation.objects.filter(pk=1).values_list("value", flat=True)


class StandardPage(Page):
    """Giới thiệu, Liên hệ, Quyền riêng tư."""

    body = RichTextField(_("nội dung"), features=["h2", "h3", "bold", "italic", "link", "ol", "ul"], blank=True)

    parent_page_types = ["home.HomePage"]
    subpage_types = []
    template = "pages/standard.html"
    content_panels = [*Page.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("trang giới thiệu")
        verbose_name_plural = _("trang giới thiệu")
