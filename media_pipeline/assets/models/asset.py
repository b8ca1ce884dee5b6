from secrets import token_hex

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtailmedia.models import AbstractMedia, MediaQuerySet

from media_pipeline.assets import ports
from media_pipeline.assets.models.rights import Rights, RightsQuerySet
from media_pipeline.assets.sources import source_path, sources
from media_pipeline.assets.states import AssetState, Language

SHOWN = {"title", "description", "credit", "rights_from", "rights_until", "ai_provenance", "ai_note", "current_run"}


def new_token() -> str:
    return token_hex(8)


class AssetQuerySet(RightsQuerySet, MediaQuerySet):
    pass


class Asset(Rights, AbstractMedia):
    """Sound or film. `file` names the original in the private store; what is played is `current_run`, made from it."""

    # Folders in the store carry it instead of the number: nobody finds tomorrow's film by counting.
    token = models.CharField(max_length=16, unique=True, default=new_token, editable=False)
    file = models.FileField(_("tệp gốc"), storage=sources, upload_to=source_path, max_length=255)
    description = models.TextField(_("mô tả"), blank=True)
    place = models.CharField(_("nơi ghi"), max_length=160, blank=True)
    language = models.CharField(_("ngôn ngữ"), max_length=3, choices=Language, default=Language.VIETNAMESE)

    state = models.CharField(
        _("trạng thái"), max_length=10, choices=AssetState, default=AssetState.RECEIVED, editable=False
    )
    code = models.CharField(
        max_length=40, blank=True, editable=False
    )  # why it was rejected or failed: `ingest.reasons`
    params = models.JSONField(default=dict, blank=True, editable=False)  # what its sentence is filled in with
    damaged = models.BooleanField(_("tệp gốc bị hỏng một phần"), default=False, editable=False)
    urgent = models.BooleanField(_("cần gấp"), default=False, editable=False)
    source_name = models.CharField(_("tên tệp"), max_length=255, blank=True, editable=False)
    source_size = models.PositiveBigIntegerField(_("dung lượng"), default=0, editable=False)  # bytes
    source_sha256 = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    facts = models.JSONField(default=dict, blank=True, editable=False)  # what the probe found
    current_run = models.ForeignKey(
        "assets.Run", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    poster_at = models.FloatField(_("khung hình làm ảnh đại diện"), null=True, blank=True, editable=False)  # seconds
    poster_key = models.CharField(max_length=255, blank=True, editable=False)  # a still that somebody sent

    admin_form_fields = (
        "title", "file", "description", "collection", "credit", "place", "language", "rights", "rights_from",
        "rights_until", "ai_provenance", "ai_note", "tags",
    )  # fmt: skip

    objects = AssetQuerySet.as_manager()

    class Meta:
        verbose_name = _("âm thanh, hình")
        verbose_name_plural = _("âm thanh, hình")
        indexes = [models.Index(fields=["rights_until"], name="assets_asset_rights_end")]

    @transaction.atomic
    def save(self, *args, update_fields=None, **kwargs):
        is_new = self._state.adding
        changed = set() if is_new else self._changed_since_saved(update_fields)
        super().save(*args, update_fields=update_fields, **kwargs)
        if changed:
            ports.changed(self)

    def _changed_since_saved(self, update_fields) -> set[str]:
        named = set(update_fields or SHOWN)
        watched = {name for name in SHOWN if {name, name.removesuffix("_id")} & named}
        before = type(self).objects.filter(pk=self.pk).values(*watched).first() if watched else None
        return {
            name for name, value in (before or {}).items() if value != getattr(self, self._meta.get_field(name).attname)
        }

    def clean(self):
        """The name says nothing of a file's kind, so wagtailmedia's check of its extension is left out."""
        self.duration = self.duration or 0
        Rights.clean(self)

    @property
    def filename(self):
        return self.source_name or super().filename
