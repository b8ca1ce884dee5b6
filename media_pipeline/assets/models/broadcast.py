from django.db import models
from django.utils.translation import gettext_lazy as _


class BroadcastFile(models.Model):
    """A file for the air: made by `run`, lying in the playout folder under `name` when `ready_at` is set."""

    asset = models.ForeignKey("assets.Asset", on_delete=models.CASCADE, related_name="broadcast_files")
    run = models.OneToOneField("assets.Run", on_delete=models.CASCADE, related_name="broadcast_file")
    profile = models.CharField(_("định dạng"), max_length=40)
    name = models.CharField(_("tên tệp"), max_length=255)
    air_at = models.DateTimeField(_("giờ phát"), null=True, blank=True)
    ordered_by = models.CharField(_("người đặt"), max_length=160, blank=True)
    ready_at = models.DateTimeField(_("sẵn sàng lúc"), null=True, blank=True)
    size = models.PositiveBigIntegerField(_("dung lượng"), default=0)  # bytes
    duration = models.FloatField(_("thời lượng"), default=0)  # seconds
    loudness = models.FloatField(_("độ to"), null=True, blank=True)  # LUFS
    true_peak = models.FloatField(_("đỉnh thực"), null=True, blank=True)  # dBTP

    class Meta:
        verbose_name = _("tệp phát sóng")
        verbose_name_plural = _("tệp phát sóng")
        indexes = [models.Index(fields=["ready_at"], name="assets_broadcast_ready")]

    def __str__(self):
        return self.name
