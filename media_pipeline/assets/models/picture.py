import os
from hashlib import sha256
from secrets import token_hex

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    ImageQuerySet,
    get_rendition_storage,
    get_rendition_upload_to,
    get_upload_to,
)

from media_pipeline.assets import embedded, ports
from media_pipeline.assets.embedded.text import tidy
from media_pipeline.assets.encoding import master_of
from media_pipeline.assets.fields import PictureFileField, originals
from media_pipeline.assets.models.rights import Rights, RightsQuerySet
from media_pipeline.assets.states import Cause

FOCUS = {"focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"}
FACTS = {"caption", "credit", "rights", "place", "taken_on", "ai_provenance"}
RIGHTS = {"rights_from", "rights_until"}
SHOWN = {"file", "title", "alt", "ai_note"} | RIGHTS | FOCUS | FACTS


def cause_of(changed: set[str]) -> Cause | None:
    """What the change of these columns asks to be made again, if anything."""
    if "file" in changed:
        return Cause.FILE
    if changed & FOCUS:
        return Cause.FOCUS
    if changed & FACTS:
        return Cause.FACTS
    return Cause.RIGHTS if changed & RIGHTS else None


class PictureQuerySet(RightsQuerySet, ImageQuerySet):
    pass


class Picture(Rights, AbstractImage):
    """A photograph or drawing. The original is kept as it came, out of every reader's reach; what leaves are renditions."""

    file = PictureFileField(
        _("tệp ảnh"), storage=originals, upload_to=get_upload_to, width_field="width", height_field="height"
    )
    caption = models.TextField(_("chú thích"), blank=True)
    alt = models.CharField(_("mô tả ảnh cho người không nhìn thấy"), max_length=250, blank=True)
    taken_on = models.DateTimeField(_("chụp lúc"), null=True, blank=True)
    place = models.CharField(_("nơi chụp"), max_length=160, blank=True)

    admin_form_fields = (
        "title", "file", "caption", "alt", "credit", "place", "taken_on", "rights", "rights_from", "rights_until",
        "ai_provenance", "ai_note", "collection", "tags",
        "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height",
    )  # fmt: skip

    objects = PictureQuerySet.as_manager()

    class Meta(AbstractImage.Meta):
        verbose_name = _("ảnh")
        verbose_name_plural = _("ảnh")
        indexes = [models.Index(fields=["rights_until"], name="assets_picture_rights_end")]
        permissions = [("choose_image", "Can choose image")]

    @transaction.atomic
    def save(self, *args, update_fields=None, **kwargs):
        """Every door ends here: what changes how the picture looks outside is ordered in the same transaction."""
        is_new = self._state.adding
        changed = {"file"} if is_new else self._changed_since_saved(update_fields)
        super().save(*args, update_fields=update_fields, **kwargs)
        if cause := cause_of(changed):
            self.orders.create(cause=cause, due_at=timezone.now())
        if changed and not is_new:
            ports.changed(self)

    def _changed_since_saved(self, update_fields) -> set[str]:
        watched = SHOWN if update_fields is None else SHOWN & set(update_fields)
        before = type(self).objects.filter(pk=self.pk).values(*watched).first() if watched else None
        return {name for name, value in (before or {}).items() if value != getattr(self, name)}

    @property
    def facts(self) -> embedded.Facts:
        return embedded.Facts(
            caption=tidy(self.caption),
            credit=tidy(self.credit),
            rights=tidy(self.rights),
            place=tidy(self.place),
            taken_on=self.taken_on,
            ai=self.ai_provenance,
        )

    @property
    def recipe(self) -> str:
        """Changes whenever a file made earlier is no longer what would be made now, the crop aside."""
        return sha256(f"{self.file.name}{self.facts}".encode()).hexdigest()[:16]

    @property
    def default_alt_text(self):
        return self.alt or self.caption or self.title

    def get_upload_to(self, filename):
        """A name that nobody guesses and no file system minds; what the file was called is the title."""
        extension = os.path.splitext(filename)[1].lower()
        return f"pictures/{timezone.now():%Y/%m}/{token_hex(8)}{extension}"

    def generate_rendition_file(self, filter, *, source=None):
        with master_of(self, source) as master:
            return master.cut(filter)


class PictureRendition(AbstractRendition):
    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")
    file = PictureFileField(
        storage=get_rendition_storage, upload_to=get_rendition_upload_to, width_field="width", height_field="height"
    )
    recipe = models.CharField(max_length=16, blank=True, editable=False)

    class Meta:
        verbose_name = _("bản ảnh")
        verbose_name_plural = _("bản ảnh")
        unique_together = (("image", "filter_spec", "focal_point_key"),)

    def get_upload_to(self, filename):
        """Folders by the first two letters: a hundred thousand pictures in one folder is a slow folder."""
        return f"images/{filename[:2]}/{filename}"
