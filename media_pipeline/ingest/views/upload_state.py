"""Where a person's file is, in words."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from media_pipeline.assets.models import Asset, AssetState, Run
from media_pipeline.ingest import queries, reasons, waits
from media_pipeline.ingest.models import Upload

SHOWN = timedelta(hours=12)
"""How long a list keeps an upload that is over."""


def listed(person):
    """What this person is sending, and what became of the files of the last hours; newest first."""
    recent = Upload.objects.of(person).exclude(
        state__in=[Upload.State.TAKEN, Upload.State.REFUSED], created_at__lt=timezone.now() - SHOWN
    )
    return recent.select_related("asset").order_by("-created_at")[:50]


def in_words(uploads: list[Upload]) -> list[dict]:
    """JSON for the page. `asset` is set as soon as the file is taken in, and may be one that was there before."""
    runs = queries.latest({upload.asset_id for upload in uploads if upload.asset_id})
    progresses = queries.progresses(list(runs.values()))
    return [
        _in_words(upload, (run := runs.get(upload.asset_id)), run and progresses[run.pk]) for upload in uploads
    ]  # fmt: skip


def _in_words(upload: Upload, run: Run | None, progress: queries.Progress | None) -> dict:
    asset = upload.asset
    percent, message = _work(asset, run, progress) if asset and run else (None, "")
    lost = asset is not None and asset.state in queries.LOST
    return {
        "id": str(upload.pk),
        "address": reverse("uploads:one", args=[upload.pk]),
        "name": upload.name,
        "size": upload.size,
        "offset": upload.offset,
        "state": upload.state,
        "percent": percent,
        "message": " ".join(filter(None, ["" if lost else upload.message, message])) or _of_state(upload),
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


def _of_state(upload: Upload) -> str:
    match upload.state:
        case Upload.State.WHOLE:
            return _("Đã tải lên đủ. Máy chủ đang kiểm tra tệp.")
        case Upload.State.TAKEN:
            return _("Đã nhận.") if upload.asset else _("Tệp đã bị xóa khỏi kho.")
    return ""


def _work(asset: Asset, run: Run, progress: queries.Progress) -> tuple[float | None, str]:
    """How far the files made of it are, in percent while they are made, and a sentence."""
    if asset.state == AssetState.READY:
        return None, _("Xong, đủ mọi bản.")
    if asset.state in queries.LOST:
        return None, reasons.sentence(run.code, run.params)
    step = progress.step.get_kind_display() if progress.step else ""
    seen = _("Xem được, chưa đủ bản") if asset.state == AssetState.PLAYABLE else ""
    return progress.percent, f"{' · '.join(filter(None, [seen, step, waits.still(progress.remaining)]))}."
