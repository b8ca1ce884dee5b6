from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.stories.models.frozen import Frozen
from newsroom.stories.states import PageState, SnapshotKind


def snapshot_storage():
    return storages["snapshots"]


class Snapshot(Frozen):
    """Lưu chiểu: an immutable, hashed copy of what went out, chained within one organization.

    `content` is canonical JSON text; `digest` is SHA-256 of previous digest + newline + content. The `page_*` columns
    say how far the page as readers saw it has been attached.
    """

    loose = frozenset({"page_state", "page_error", "page_tries"})

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
    page_state = models.CharField(max_length=10, choices=PageState, default=PageState.WAITING, db_index=True)
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


class SnapshotFile(Frozen):
    """The page as readers saw it, and each file it showed, attached after the transaction.

    `name` is the address the page calls the file by, without the first slash; the page itself is `trang.html`.
    """

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=300)
    file = models.FileField(storage=snapshot_storage, max_length=300)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("tệp lưu chiểu")
        verbose_name_plural = _("tệp lưu chiểu")
        constraints = [models.UniqueConstraint(fields=["snapshot", "name"], name="one_file_name_per_snapshot")]

    def __str__(self):
        return self.name


class SnapshotRun(Frozen):
    """The files of a film or sound that stood on the page: this run of them is never deleted."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="runs")
    run_number = models.PositiveBigIntegerField(db_index=True)  # no relation: the media know no story

    class Meta:
        verbose_name = _("bản hình, tiếng của lưu chiểu")
        verbose_name_plural = _("bản hình, tiếng của lưu chiểu")

    def __str__(self):
        return f"{self.snapshot_id} · {self.run_number}"


class SnapshotExport(Frozen):
    """Who took which copies out of the house, and when. `digest` is SHA-256 of the manifest in the ZIP."""

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

    def __str__(self):
        return f"{self.organization} · {self.count}"


class SnapshotCheck(models.Model):
    """One walk along an organization's whole chain: what was asked, what was found. A task does it, so it may be long."""

    organization = models.ForeignKey("organizations.Organization", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    snapshots = models.PositiveIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)

    class Meta:
        verbose_name = _("lần kiểm tra lưu chiểu")
        verbose_name_plural = _("lần kiểm tra lưu chiểu")
        ordering = ["-at"]

    def __str__(self):
        return f"{self.organization} · {self.at}"
