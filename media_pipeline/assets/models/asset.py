from django.utils.translation import gettext_lazy as _
from wagtailmedia.models import AbstractMedia

from media_pipeline.assets.models.rights import Rights


class Asset(Rights, AbstractMedia):
    """Sound or film. The model stands from the first migration; the pipeline that fills it comes after."""

    admin_form_fields = (
        "title", "file", "collection", "duration", "width", "height", "thumbnail", "tags", "credit", "rights",
        "rights_from", "rights_until", "ai_provenance", "ai_note",
    )  # fmt: skip

    class Meta:
        verbose_name = _("âm thanh, hình")
        verbose_name_plural = _("âm thanh, hình")
