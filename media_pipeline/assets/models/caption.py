from django.db import models
from django.utils.translation import gettext_lazy as _

from media_pipeline.assets.states import Language


class CaptionTrack(models.Model):
    """Phụ đề of one language: WebVTT, whatever format it came in."""

    asset = models.ForeignKey("assets.Asset", on_delete=models.CASCADE, related_name="captions")
    language = models.CharField(_("ngôn ngữ"), max_length=3, choices=Language, default=Language.VIETNAMESE)
    text = models.TextField(_("nội dung"))
    file_name = models.CharField(_("tên tệp"), max_length=255, blank=True)
    changed_at = models.DateTimeField(_("sửa lúc"))

    class Meta:
        verbose_name = _("phụ đề")
        verbose_name_plural = _("phụ đề")
        ordering = ["language"]
        constraints = [models.UniqueConstraint(fields=["asset", "language"], name="assets_caption_once_a_language")]

    def __str__(self):
        return self.get_language_display()
