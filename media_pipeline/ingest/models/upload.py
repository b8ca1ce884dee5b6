import uuid
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from media_pipeline.assets.models import Asset
from media_pipeline.assets.states import AssetState

BEING_TAKEN = "dang-nhan"


class UploadQuerySet(models.QuerySet):
    def of(self, person):
        return self.filter(owner=person)

    def in_flight(self):
        return self.filter(state=Upload.State.RECEIVING).exclude(origin=Upload.Origin.DROP_FOLDER)

    def half_claimed(self, before: datetime):
        return self.filter(state=Upload.State.RECEIVING, origin=Upload.Origin.DROP_FOLDER, created_at__lt=before)

    def to_give_back(self):
        """Files of the drop folder that turned out to be no use: the person who dropped them sees no screen."""
        rejected = self.filter(state=Upload.State.TAKEN, origin=Upload.Origin.DROP_FOLDER, given_back=False)
        return rejected.filter(asset__state=AssetState.REJECTED).select_related("asset", "collection")

    def claimable(self, now: datetime):
        """Whole files that nobody is taking in at this moment."""
        return self.filter(models.Q(claimed_until=None) | models.Q(claimed_until__lt=now), state=Upload.State.WHOLE)

    def abandoned(self, now: datetime):
        return self.in_flight().filter(expires_at__lt=now)


class Upload(models.Model):
    """One file on its way in. `offset` bytes of `size` are safe; the rest the sender still has.

    A file from the drop folder or from a command is whole from the start and has no owner.
    """

    class Origin(models.TextChoices):
        BROWSER = "browser", _("Trình duyệt")
        DROP_FOLDER = "drop", _("Thư mục thả tệp")
        COMMAND = "command", _("Lệnh quản lý")

    class State(models.TextChoices):
        RECEIVING = "receiving", _("Đang tải lên")
        WHOLE = "whole", _("Đã đủ, đang nhận")
        TAKEN = "taken", _("Đã nhận")
        REFUSED = "refused", _("Không nhận được")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    origin = models.CharField(_("đường vào"), max_length=10, choices=Origin, default=Origin.BROWSER)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, verbose_name=_("người gửi"), related_name="+"
    )
    collection = models.ForeignKey(Collection, models.CASCADE, verbose_name=_("bộ sưu tập"), related_name="+")
    name = models.CharField(_("tên tệp"), max_length=255)
    urgent = models.BooleanField(_("cần gấp"), default=False)
    size = models.BigIntegerField(_("số byte"))
    offset = models.BigIntegerField(_("đã nhận"), default=0)
    state = models.CharField(_("tình trạng"), max_length=10, choices=State, default=State.RECEIVING)
    created_at = models.DateTimeField(_("bắt đầu lúc"))
    expires_at = models.DateTimeField(_("giữ đến"))
    claimed_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    asset = models.ForeignKey(Asset, models.SET_NULL, null=True, blank=True, related_name="+")
    was_there = models.BooleanField(_("đã có trong kho"), default=False)
    given_back = models.BooleanField(default=False)
    code = models.CharField(max_length=40, blank=True)
    message = models.TextField(blank=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("lượt tải lên")
        verbose_name_plural = _("lượt tải lên")
        indexes = [models.Index(fields=["state", "expires_at"]), models.Index(fields=["owner", "state"])]

    def __str__(self):
        return self.name

    @property
    def path(self) -> Path:
        """Where the bytes lie until they are taken in."""
        if self.origin == self.Origin.DROP_FOLDER:
            return Path(settings.DROP_FOLDER) / BEING_TAKEN / str(self.id) / self.name
        return Path(settings.UPLOAD_FOLDER) / f"{self.id}.part"
