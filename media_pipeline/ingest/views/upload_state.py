"""Where a person's file is, in words."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from media_pipeline.ingest.models import Upload

SHOWN = timedelta(hours=12)
"""How long a list keeps an upload that is over."""


def listed(person):
    """What this person is sending, and what became of the files of the last hours; newest first."""
    recent = Upload.objects.of(person).exclude(
        state__in=[Upload.State.TAKEN, Upload.State.REFUSED], created_at__lt=timezone.now() - SHOWN
    )
    return recent.select_related("asset").order_by("-created_at")[:50]


def in_words(upload: Upload) -> dict:
    """JSON for the page. `asset` is set as soon as the file is taken in, and may be of a file that was there before."""
    asset = upload.asset
    return {
        "id": str(upload.pk),
        "address": reverse("uploads:one", args=[upload.pk]),
        "name": upload.name,
        "size": upload.size,
        "offset": upload.offset,
        "state": upload.state,
        "message": _message(upload),
        "was_there": upload.was_there,
        "expires": upload.expires_at.isoformat(),
        "asset": asset and {
            "id": asset.pk,
            "type": asset.type,
            "title": asset.title,
            "state": asset.state,
            "edit_url": reverse("wagtailmedia:edit", args=[asset.pk]),
        },
    }  # fmt: skip


def _message(upload: Upload) -> str:
    if upload.message:
        return upload.message
    match upload.state:
        case Upload.State.WHOLE:
            return _("Đã tải lên đủ. Máy chủ đang kiểm tra tệp.")
        case Upload.State.TAKEN:
            return upload.asset.get_state_display() if upload.asset else _("Tệp đã bị xóa khỏi kho.")
    return ""
