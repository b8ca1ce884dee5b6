from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from media_pipeline.assets.states import Queue, RunKind, RunState, StepKind, StepState


class Run(models.Model):
    """What is made of one original at one time, in a folder of its own where nothing is ever changed.

    `outputs`: {"hls", "mp4", "mp3", "poster", "storyboard", "peaks": storage key}, those there are.
    `facts`: what was measured of them. An edition has new captions or a new still over the files of its `base`.
    """

    asset = models.ForeignKey("assets.Asset", on_delete=models.CASCADE, related_name="runs")
    kind = models.CharField(_("loại"), max_length=10, choices=RunKind, default=RunKind.FULL)
    state = models.CharField(_("trạng thái"), max_length=10, choices=RunState, default=RunState.MAKING)
    base = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="editions")
    source_sha256 = models.CharField(max_length=64)
    profile = models.CharField(_("cấu hình"), max_length=40)  # its version: an older one may be made again
    presentation = models.CharField(max_length=16, blank=True)  # which captions and still it was made with
    complete = models.BooleanField(_("đủ mọi bản"), default=False)
    outputs = models.JSONField(default=dict, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    size = models.PositiveBigIntegerField(_("dung lượng"), default=0)  # bytes in the store
    priority = models.SmallIntegerField(_("ưu tiên"), default=0)
    code = models.CharField(max_length=40, blank=True)
    params = models.JSONField(default=dict, blank=True)  # what the sentence of the code is filled in with
    cancel_requested = models.BooleanField(default=False)
    created_at = models.DateTimeField(_("đặt lúc"))
    published_at = models.DateTimeField(_("vào dùng lúc"), null=True, blank=True)
    ended_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("lượt xử lý")
        verbose_name_plural = _("lượt xử lý")
        indexes = [models.Index(fields=["state", "ended_at"], name="assets_run_state")]

    def __str__(self):
        return f"{self.asset_id}/{self.pk} {self.get_kind_display()} {self.get_state_display()}"

    @property
    def prefix(self) -> str:
        return f"runs/{self.asset.token}/{self.pk}"

    @property
    def grown_prefix(self) -> str:
        """Where its playlists lie while it grows."""
        return f"growing/{self.asset.token}/{self.pk}"


class StepQuerySet(models.QuerySet):
    def claimable(self, now):
        """Its turn has come, it is due, and nobody's lease runs."""
        waiting = Q(state__in=[StepState.PENDING, StepState.RETRY_WAIT], due_at__lte=now)
        return self.filter(waiting, run__state=RunState.MAKING)


class Step(models.Model):
    """One unit of media work. Claimed with a lease by one guarded UPDATE; a second delivery finds it taken or done."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(_("việc"), max_length=16, choices=StepKind)
    position = models.PositiveSmallIntegerField()
    queue = models.CharField(_("hàng đợi"), max_length=12, choices=Queue)
    state = models.CharField(_("trạng thái"), max_length=10, choices=StepState, default=StepState.BLOCKED)
    due_at = models.DateTimeField(_("làm từ"))
    owner = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("số lần thử"), default=0)
    failures = models.JSONField(default=dict, blank=True)  # class of failure → how often
    single_thread = models.BooleanField(default=False)  # memory ran out with more
    progress = models.FloatField(_("phần trăm"), default=0)  # 0–100 of this step
    speed = models.FloatField(null=True, blank=True)  # seconds of film a second
    remaining = models.FloatField(null=True, blank=True)  # seconds
    code = models.CharField(max_length=40, blank=True)
    params = models.JSONField(default=dict, blank=True)
    detail = models.TextField(blank=True)  # the last of stderr, for technicians
    facts = models.JSONField(default=dict, blank=True)
    started_at = models.DateTimeField(_("bắt đầu lúc"), null=True, blank=True)
    beat_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = _("việc xử lý")
        verbose_name_plural = _("việc xử lý")
        ordering = ["run", "position"]
        constraints = [models.UniqueConstraint(fields=["run", "kind"], name="assets_step_once_a_run")]
        indexes = [
            models.Index(
                fields=["queue", "due_at"],
                condition=Q(state__in=[StepState.PENDING, StepState.RETRY_WAIT]),
                name="assets_step_waiting",
            ),
            models.Index(fields=["lease_until"], condition=Q(state=StepState.LEASED), name="assets_step_leased"),
        ]

    def __str__(self):
        return f"{self.run_id} {self.get_kind_display()} {self.get_state_display()}"


class Removal(models.Model):
    """Files to take out of the store from a time on: a folder that nothing refers to any more, or a whole asset's."""

    prefix = models.CharField(max_length=255, unique=True)
    run_number = models.PositiveBigIntegerField(null=True, blank=True)  # kept after all while a snapshot refers to it
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("tệp chờ xóa")
        verbose_name_plural = _("tệp chờ xóa")
        indexes = [models.Index(fields=["due_at"], name="assets_removal_due")]

    def __str__(self):
        return self.prefix
