from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom.stories.states import DueState, Significance

USER = settings.AUTH_USER_MODEL


class WebAddress(models.Model):
    """Where a story is read. Allocated once; the section's own path is joined, so renaming a section is free."""

    story = models.OneToOneField("stories.Story", on_delete=models.PROTECT, related_name="address")
    section_page = models.ForeignKey("wagtailcore.Page", on_delete=models.PROTECT, related_name="+")
    ym = models.CharField(max_length=6)  # year and month of first publication in Asia/Ho_Chi_Minh, frozen
    id7 = models.CharField(max_length=7, unique=True)
    published_at = models.DateTimeField(db_index=True)
    updated_at = models.DateTimeField(null=True, blank=True)  # last significant update; a small correction keeps it

    class Meta:
        verbose_name = _("địa chỉ bài")
        verbose_name_plural = _("địa chỉ bài")

    def __str__(self):
        return self.id7


class Approval(models.Model):
    """This revision may go out. Without a standing approval no door lets a story go live."""

    story = models.ForeignKey("stories.Story", on_delete=models.PROTECT, related_name="approvals")
    revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.PROTECT, related_name="approvals")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    significance = models.CharField(max_length=12, choices=Significance, default=Significance.FIRST)
    note = models.TextField(blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("lần duyệt đăng")
        verbose_name_plural = _("lần duyệt đăng")
        constraints = [
            models.UniqueConstraint(
                fields=["story"], condition=Q(revoked_at=None, used_at=None), name="one_waiting_approval_per_story"
            )
        ]

    @property
    def is_waiting(self) -> bool:
        return not self.revoked_at and not self.used_at


class Embargo(models.Model):
    """Cấm đăng trước: no door opens before the hour, or before somebody lifts it by name and reason."""

    story = models.ForeignKey("stories.Story", on_delete=models.PROTECT, related_name="embargoes")
    until = models.DateTimeField(_("cấm đăng trước"), db_index=True)
    reason = models.CharField(_("lý do"), max_length=250, blank=True)
    set_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    lifted_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lift_reason = models.CharField(max_length=250, blank=True)

    class Meta:
        verbose_name = _("cấm đăng trước")
        verbose_name_plural = _("cấm đăng trước")
        constraints = [
            models.UniqueConstraint(fields=["story"], condition=Q(lifted_at=None), name="one_embargo_per_story")
        ]


class Withdrawal(models.Model):
    """Gỡ bài: why, on whose order, since when. The content stays; readers get 410 and a notice."""

    story = models.ForeignKey("stories.Story", on_delete=models.PROTECT, related_name="withdrawals")
    reason = models.CharField(_("vì sao"), max_length=250)
    explanation = models.TextField(_("diễn giải"), blank=True)
    document_number = models.CharField(_("số văn bản"), max_length=80, blank=True)
    document_date = models.DateField(_("ngày văn bản"), null=True, blank=True)
    authority = models.CharField(_("cơ quan yêu cầu"), max_length=200, blank=True)
    by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lifted_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lift_reason = models.CharField(max_length=250, blank=True)

    class Meta:
        verbose_name = _("lần gỡ bài")
        verbose_name_plural = _("lần gỡ bài")
        constraints = [
            models.UniqueConstraint(fields=["story"], condition=Q(lifted_at=None), name="one_withdrawal_per_story")
        ]


class DueRelease(models.Model):
    """Hẹn giờ đăng: a row that a tick claims, executes and closes; caught up after downtime."""

    story = models.ForeignKey("stories.Story", on_delete=models.PROTECT, related_name="due_releases")
    approval = models.ForeignKey(Approval, on_delete=models.PROTECT, related_name="due_releases")
    at = models.DateTimeField(_("giờ đăng"))
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=DueState, default=DueState.WAITING)
    claimed_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("hẹn giờ đăng")
        verbose_name_plural = _("hẹn giờ đăng")
        indexes = [models.Index(fields=["state", "at"], name="due_release_state_at")]
        constraints = [
            models.UniqueConstraint(
                fields=["story"], condition=Q(state="waiting"), name="one_waiting_release_per_story"
            )
        ]
