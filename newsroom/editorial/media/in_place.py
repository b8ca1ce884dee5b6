"""What the story editor says beside a film or sound that stands in the text."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from media_pipeline.assets.models import Asset, AssetState, Run, RunState, StepState
from media_pipeline.assets.queries import playables
from media_pipeline.ingest import queries
from media_pipeline.ingest.waits import still
from newsroom.editorial.media import words
from newsroom.editorial.media.asked import Asked, asked_about
from newsroom.editorial.media.reach import may_ask, may_order, may_see
from newsroom.language import running_time

RESTS = {*queries.LOST, AssetState.READY}


def in_place(assets: Iterable[Asset], user) -> dict[int, dict]:
    """By asset number, as the page shows it; a few queries however many there are.

    `percent` is set while files are being made; `acts` are [label, address] to post to; `other`: another file would help;
    `still`: the address of a picture of it.
    """
    assets = list(assets)
    runs = queries.latest(asset.pk for asset in assets)
    progresses, asked = queries.progresses(list(runs.values())), asked_about(runs.values())
    shown = playables(assets)
    stills = {pk: media.poster for pk, media in shown.items() if media.poster}
    return {
        asset.pk: {**_of(asset, runs.get(asset.pk), progresses, asked, user), "still": stills.get(asset.pk, "")}
        for asset in assets
    }


def _of(asset: Asset, run: Run | None, progresses: dict, asked: dict[int, Asked], user) -> dict:
    progress = progresses.get(run.pk) if run else None
    why_not = words.why_not(asset)
    moving, lost = asset.state not in RESTS, asset.state in queries.LOST
    tag = words.tag_of_run(run, progress) if moving and run and not why_not else words.tag_of_asset(asset)
    said = why_not or (_making(asset, progress) if moving else "" if lost else _ready(asset))
    told = asked.get(run.pk) if run else None
    return {
        "tone": tag.tone,
        "icon": tag.icon,
        "label": tag.label,
        "said": f"{said} {_told(told)}".strip() if lost else said,
        "percent": int(progress.percent) if moving and progress else None,
        "moving": moving,
        "page": reverse("newsroom_media_asset", args=[asset.pk]) if may_see(user, asset) else "",
        "acts": _acts(asset, run, told, user) if lost and run else [],
        "other": lost and asset.state != AssetState.CANCELLED,
    }


def _making(asset: Asset, progress: queries.Progress | None) -> str:
    parts = []
    if progress and progress.step:
        parts.append(str(progress.step.get_kind_display()))
        if progress.step.state == StepState.RETRY_WAIT:
            parts.append(_("máy tự thử lại lúc %(hour)s") % {"hour": f"{localtime(progress.step.due_at):%H:%M}"})
        else:
            parts += [f"{int(progress.percent)} %", still(progress.remaining)]
    go_on = (
        _("Bản xem sớm đã xem được, bài có thể đăng ngay.")
        if asset.state == AssetState.PLAYABLE
        else _("Cứ viết tiếp, gửi duyệt được ngay.")
    )
    return ". ".join(filter(None, [" · ".join(filter(None, parts)), go_on]))


def _ready(asset: Asset) -> str:
    length = running_time(asset.duration)
    return _("%(length)s. Tệp gốc bị hỏng một phần, bản phát có thể thiếu đoạn.") % {"length": length} if asset.damaged else length  # fmt: skip


def _told(told: Asked | None) -> str:
    return _("Đã báo kỹ thuật viên lúc %(hour)s.") % {"hour": f"{localtime(told.at):%H:%M, %d/%m/%Y}"} if told else ""


def _acts(asset: Asset, run: Run, told: Asked | None, user) -> list[list[str]]:
    """A file that was refused for what it is would be refused again."""
    acts = []
    if asset.state != AssetState.REJECTED and run.state in (RunState.FAILED, RunState.CANCELLED):
        acts.append((_("Thử lại"), "thu-lai", may_order))
    if asset.state != AssetState.CANCELLED and not told:
        acts.append((_("Báo kỹ thuật viên"), "bao-ky-thuat-vien", may_ask))
    return [[label, reverse("newsroom_media_job", args=[run.pk, act])] for label, act, may in acts if may(user, asset)]
