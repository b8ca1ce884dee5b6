from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from media_pipeline.assets.states import Cause, OrderState


class OrderQuerySet(models.QuerySet):
    def claimable(self, now):
        """Waiting, due, and held by nobody whose lease still runs."""
        return self.filter(Q(claimed_until=None) | Q(claimed_until__lte=now), state=OrderState.WAITING, due_at__lte=now)


class RenditionOrder(models.Model):
    """Files to be made of one picture. Written with its cause; done by whoever claims it."""

    picture = models.ForeignKey("assets.Picture", on_delete=models.CASCADE, related_name="orders")
    cause = models.CharField(_("nguyên nhân"), max_length=10, choices=Cause)
    state = models.CharField(_("trạng thái"), max_length=10, choices=OrderState, default=OrderState.WAITING)
    tries = models.PositiveSmallIntegerField(_("số lần thử"), default=0)
    error = models.TextField(_("lỗi"), blank=True)
    due_at = models.DateTimeField(_("làm từ"))
    claimed_until = models.DateTimeField(_("giữ đến"), null=True, blank=True)
    created_at = models.DateTimeField(_("đặt lúc"), auto_now_add=True)

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("lệnh làm ảnh")
        verbose_name_plural = _("lệnh làm ảnh")
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state=OrderState.WAITING), name="assets_order_waiting"),
            models.Index(fields=["state", "created_at"], name="assets_order_age"),
        ]

    def __str__(self):
        return f"{self.picture_id} {self.get_cause_display()} {self.get_state_display()}"
