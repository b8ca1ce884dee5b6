"""How a run, a length and a queue are said."""

from dataclasses import dataclass
from datetime import datetime

from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from media_pipeline.assets.models import Asset, AssetState, Queue, Run, RunKind, RunState, StepState
from media_pipeline.ingest.queries import LOST, DiskHealth, Progress, QueueHealth
from media_pipeline.ingest.reasons import sentence
from media_pipeline.ingest.waits import about
from newsroom.editorial.states import Tone
from newsroom.language import running_time

TIGHT, FULL = 20 * 1024**3, 2 * 1024**3  # bytes: an hour of camera film; nothing more than small clips
ASSET_TAGS: dict[str, tuple[str, str]] = {
    AssetState.RECEIVED: (Tone.NEUTRAL, "time"),
    AssetState.PROBING: (Tone.WAIT, "rotate"),
    AssetState.PROCESSING: (Tone.WAIT, "rotate"),
    AssetState.PLAYABLE: (Tone.READY, "circle-check"),
    AssetState.READY: (Tone.LIVE, "check"),
    AssetState.REJECTED: (Tone.STOP, "warning"),
    AssetState.FAILED: (Tone.STOP, "warning"),
    AssetState.CANCELLED: (Tone.NEUTRAL, "no-view"),
}


@dataclass(frozen=True, slots=True)
class Tag:
    tone: str
    icon: str
    label: str


def tag_of_asset(asset: Asset) -> Tag:
    today = timezone.localdate()
    if asset.rights_over(today):
        return Tag(Tone.STOP, "warning", _("Hết quyền sử dụng"))
    if not asset.usable_on(today):
        return Tag(Tone.YOU, "time", _("Chưa đến ngày dùng"))
    tone, icon = ASSET_TAGS[asset.state]
    return Tag(tone, icon, asset.get_state_display())


def tag_of_run(run: Run, progress: Progress) -> Tag:
    if run.state == RunState.FAILED:
        return Tag(Tone.STOP, "warning", _("Không xử lý được"))
    if run.state == RunState.CANCELLED:
        return Tag(Tone.NEUTRAL, "no-view", _("Đã dừng"))
    if run.state in (RunState.PUBLISHED, RunState.RETIRED):
        return Tag(Tone.LIVE, "check", _("Xong"))
    if run.asset.state == AssetState.PLAYABLE and run.kind == RunKind.FULL:
        return Tag(Tone.READY, "circle-check", _("Xem được, chưa đủ bản"))
    if progress.step and progress.step.state == StepState.LEASED:
        return Tag(Tone.WAIT, "rotate", _("Đang xử lý"))
    return Tag(Tone.NEUTRAL, "time", _("Chờ đến lượt"))


def kind_of(asset: Asset) -> str:
    """“Video 1080p · 02:14 · 412 MB”; what is not known yet is left out."""
    what = _("Video") if asset.type == "video" else _("Âm thanh")
    if asset.type == "video" and asset.width and asset.height:
        what = f"{what} {min(asset.width, asset.height)}p"
    parts = [what, running_time(asset.duration) if asset.duration else "", filesizeformat(asset.source_size)]
    return " · ".join(filter(None, parts))


def why_not(asset: Asset) -> str:
    """Why readers get nothing of it and what to do; empty while nothing is wrong."""
    today = timezone.localdate()
    if asset.rights_over(today):
        return _("Bạn đọc không thấy tệp này: hết quyền sử dụng. Gia hạn ở trang của tệp, hoặc thay tệp khác.")
    if not asset.usable_on(today):
        return _("Bạn đọc chưa thấy tệp này: được dùng từ %(day)s.") % {"day": f"{asset.rights_from:%d/%m/%Y}"}
    return sentence(asset.code, asset.params) if asset.state in LOST and asset.code else ""


def why(run: Run) -> str:
    """What happened, what to do, what is safe."""
    step = next((step for step in run.steps.all() if step.state == StepState.FAILED), None)
    if run.code:
        return sentence(run.code, run.params)
    return sentence(step.code, step.params) if step else ""


def said_by_the_machine(run: Run) -> str:
    return "\n".join(step.detail for step in run.steps.all() if step.detail)[-64_000:]


@dataclass(frozen=True, slots=True)
class Gauge:
    label: str
    value: str
    tone: str


def gauges(queues: list[QueueHealth], disk: DiskHealth, now: datetime) -> list[Gauge]:
    names = {Queue.FAST: _("Hàng nhanh"), Queue.HEAVY: _("Hàng nặng")}
    shown = [_gauge_of_queue(names[queue.queue], queue, now) for queue in queues]
    running, lost = sum(queue.running for queue in queues), sum(queue.lost for queue in queues)
    if lost:
        shown.append(Gauge(_("Máy xử lý"), _("%(n)d việc không còn nghe máy trả lời") % {"n": lost}, Tone.STOP))
    else:
        shown.append(Gauge(_("Máy xử lý"), _("%(n)d đang chạy") % {"n": running}, Tone.LIVE))
    free = min(disk.scratch_free, disk.playout_free)
    tone = Tone.STOP if free < FULL else Tone.YOU if free < TIGHT else Tone.LIVE
    shown.append(Gauge(_("Ổ đĩa"), _("còn %(size)s") % {"size": filesizeformat(free)}, tone))
    store = _("thông") if disk.store_answers else _("không trả lời")
    shown.append(Gauge(_("Kho"), store, Tone.LIVE if disk.store_answers else Tone.STOP))
    return shown


def _gauge_of_queue(name: str, queue: QueueHealth, now: datetime) -> Gauge:
    value = _("%(n)d chờ") % {"n": queue.waiting}
    late = queue.oldest and (now - queue.oldest).total_seconds() > 60
    if late:
        value = _("%(n)d chờ, lâu nhất %(time)s") % {
            "n": queue.waiting,
            "time": about((now - queue.oldest).total_seconds()),
        }
    return Gauge(name, value, Tone.YOU if late else Tone.LIVE)
