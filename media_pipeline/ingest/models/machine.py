from django.db import models
from django.utils.translation import gettext_lazy as _


class Machine(models.Model):
    """A machine that makes sound and film, and what it last said of its disks; the web may run on another."""

    name = models.CharField(_("máy"), max_length=80, unique=True)
    scratch_free = models.PositiveBigIntegerField()  # bytes
    playout_free = models.PositiveBigIntegerField()
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("máy xử lý")
        verbose_name_plural = _("máy xử lý")

    def __str__(self):
        return self.name
