from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from media_pipeline.assets.states import Provenance

UNTITLED = _("(Chưa có tên)")  # while somebody who emptied the field has not saved


class RightsQuerySet(models.QuerySet):
    def usable(self, day: date):
        """Those the house may use on that day."""
        return self.filter(
            Q(rights_from=None) | Q(rights_from__lte=day), Q(rights_until=None) | Q(rights_until__gte=day)
        )

    def over(self, day: date):
        """Those whose last day was before that day."""
        return self.filter(rights_until__lt=day)


class Rights(models.Model):
    """Whose it is and how long the house may use it."""

    credit = models.CharField(
        _("nguồn ảnh, tác giả"), max_length=160, blank=True, help_text=_("Ví dụ: Hoàng Tuyết; Anh Dũng/TTXVN.")
    )
    rights = models.CharField(_("quyền sử dụng"), max_length=200, blank=True)
    rights_from = models.DateField(_("được dùng từ"), null=True, blank=True)
    rights_until = models.DateField(
        _("được dùng đến"),
        null=True,
        blank=True,
        help_text=_("Sau ngày này trang không in ảnh nữa. Để trống nếu không có hạn."),
    )
    ai_provenance = models.CharField(_("trí tuệ nhân tạo"), max_length=10, choices=Provenance, default=Provenance.NONE)
    ai_note = models.CharField(_("công cụ AI, ghi chú"), max_length=200, blank=True)
    rights_ended_at = models.DateTimeField(null=True, blank=True, editable=False)  # who answers for it was told

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        if self.rights_from and self.rights_until and self.rights_until < self.rights_from:
            raise ValidationError({"rights_until": _("Ngày hết hạn đứng trước ngày bắt đầu. Hãy sửa một trong hai.")})

    def __str__(self):
        return self.title or str(UNTITLED)

    def usable_on(self, day: date) -> bool:
        return (not self.rights_from or self.rights_from <= day) and not self.rights_over(day)

    def rights_over(self, day: date) -> bool:
        return bool(self.rights_until and self.rights_until < day)
