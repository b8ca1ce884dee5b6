from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtailmedia.models import AbstractMedia


class Provenance(models.TextChoices):
    """How far a machine had a hand in it: Luật Trí tuệ nhân tạo 134/2025/QH15 wants AI-made material marked."""

    NONE = "none", _("Không dùng AI")
    ASSISTED = "assisted", _("AI hỗ trợ")
    GENERATED = "generated", _("AI tạo")


class Rights(models.Model):
    """Whose it is and how long the house may use it."""

    credit = models.CharField(_("nguồn ảnh, tác giả"), max_length=160, blank=True)
    rights = models.CharField(_("quyền sử dụng"), max_length=200, blank=True)
    rights_from = models.DateField(_("được dùng từ"), null=True, blank=True)
    rights_until = models.DateField(_("được dùng đến"), null=True, blank=True)
    ai_provenance = models.CharField(_("trí tuệ nhân tạo"), max_length=10, choices=Provenance, default=Provenance.NONE)
    ai_note = models.CharField(_("công cụ AI, ghi chú"), max_length=200, blank=True)

    class Meta:
        abstract = True


class Picture(Rights, AbstractImage):
    """A photograph or drawing. The original is kept as it came; what leaves the house are renditions."""

    caption = models.TextField(_("chú thích"), blank=True)
    alt = models.CharField(_("mô tả ảnh cho người không nhìn thấy"), max_length=250, blank=True)
    taken_on = models.DateTimeField(_("chụp lúc"), null=True, blank=True)
    place = models.CharField(_("nơi chụp"), max_length=160, blank=True)

    admin_form_fields = (
        "title", "file", "caption", "alt", "credit", "place", "taken_on", "rights", "rights_from", "rights_until",
        "ai_provenance", "ai_note", "collection", "tags",
        "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height",
    )  # fmt: skip

    class Meta(AbstractImage.Meta):
        verbose_name = _("ảnh")
        verbose_name_plural = _("ảnh")
        permissions = [("choose_image", "Can choose image")]

    @property
    def default_alt_text(self):
        return self.alt or self.caption or self.title


class PictureRendition(AbstractRendition):
    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class PressDocument(AbstractDocument):
    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("tài liệu")
        verbose_name_plural = _("tài liệu")
        permissions = [("choose_document", "Can choose document")]


class Asset(Rights, AbstractMedia):
    """Sound or film. The model stands from the first migration; the pipeline that fills it comes after."""

    admin_form_fields = (
        "title", "file", "collection", "duration", "width", "height", "thumbnail", "tags", "credit", "rights",
        "rights_from", "rights_until", "ai_provenance", "ai_note",
    )  # fmt: skip

    class Meta:
        verbose_name = _("âm thanh, hình")
        verbose_name_plural = _("âm thanh, hình")
