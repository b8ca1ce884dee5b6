from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.stories.states import SnapshotKind


def snapshot_storage():
    return storages["snapshots"]


class Snapshot(models.Model):
    """Lưu chiểu: an immutable, hashed copy of what went out, chained within one organization.

    `content` is canonical JSON text; `digest` is SHA-256 of previous digest + newline + content.
    """

    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="snapshots")
    brand = models.ForeignKey("organizations.Brand", on_delete=models.PROTECT, related_name="snapshots")
    story = models.ForeignKey("stories.Story", on_delete=models.PROTECT, related_name="snapshots")
    revision_id = models.BigIntegerField(null=True)
    kind = models.CharField(_("việc"), max_length=10, choices=SnapshotKind)
    number = models.PositiveBigIntegerField(_("số thứ tự"))
    at = models.DateTimeField(_("lúc"), db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("tít"), max_length=255)
    url = models.CharField(_("địa chỉ"), max_length=600)
    content = models.TextField()
    previous_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(_("mã băm"), max_length=64, unique=True)
    page_state = models.CharField(max_length=10, default="waiting", db_index=True)  # waiting, attached, failed
    page_error = models.CharField(max_length=300, blank=True)
    page_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("bản lưu chiểu")
        verbose_name_plural = _("lưu chiểu")
        ordering = ["-at", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "number"], name="one_snapshot_number_per_organization"),
        ]
        indexes = [
            models.Index(fields=["brand", "-at"], name="snapshot_brand_at"),
            models.Index(fields=["story", "revision_id", "kind"], name="snapshot_story_revision"),
        ]

    def __str__(self):
        return f"{self.number} · {self.get_kind_display()} · {self.title}"


class SnapshotFile(models.Model):
    """The page as readers saw it, and each file it showed, attached after the transaction."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=300)
    file = models.FileField(storage=snapshot_storage, max_length=300)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["snapshot", "name"], name="one_file_name_per_snapshot")]


class SnapshotExport(models.Model):
    """Who took which copies out of the house, and when."""

    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    query = models.CharField(max_length=300)
    count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("lần xuất lưu chiểu")
        verbose_name_plural = _("nhật ký xuất lưu chiểu")
        ordering = ["-at"]
