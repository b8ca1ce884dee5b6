"""How the search stands, for the administrator: figures, and a sentence for each thing that needs a person."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from newsroom.search import breaker, building, staleness
from newsroom.search.engines import elasticsearch_admin as admin
from newsroom.search.engines import is_outside
from newsroom.search.engines.elasticsearch_schema import SCHEMA, alias_of
from newsroom.search.errors import EngineAway, EngineRefuses
from newsroom.search.models import TABLES, EngineIndex, OutboxEntry, StaleObject

SLOW = timedelta(minutes=5)
SHOWN = 20
NAMES = {"public": gettext_lazy("Bạn đọc"), "staff": gettext_lazy("Tòa soạn")}
State = EngineIndex.State


@dataclass(frozen=True, slots=True)
class Finding:
    """`tone` is stop, you or live; `what` says what is so, `do` what to do about it."""

    tone: str
    what: str
    do: str = ""


@dataclass(frozen=True, slots=True)
class Building:
    """An index being made: `percent` done, `minutes` left or None while nothing can be said."""

    index: EngineIndex
    name: str
    percent: int
    minutes: int | None


@dataclass(frozen=True, slots=True)
class Audience:
    """Rows here and documents there; `documents` is None when the engine does not say."""

    name: str
    rows: int
    documents: int | None
    index: EngineIndex | None


@dataclass(slots=True)
class Health:
    is_outside: bool
    engine: str = ""
    findings: list[Finding] = field(default_factory=list)
    audiences: list[Audience] = field(default_factory=list)
    building: list[Building] = field(default_factory=list)
    kept: list[EngineIndex] = field(default_factory=list)
    stale: int = 0
    waiting: int = 0
    oldest: datetime | None = None
    set_aside: list[OutboxEntry] = field(default_factory=list)
    set_aside_count: int = 0

    @property
    def is_well(self) -> bool:
        return not any(finding.tone == "stop" for finding in self.findings)


def check(*, now: datetime) -> Health:
    """Asks the engine itself, with a few seconds' patience; never raises for what it says."""
    health = Health(is_outside=is_outside())
    _rows(health, now)
    if not health.is_outside:
        health.engine = _("bộ máy của cơ sở dữ liệu")
        health.audiences = [
            Audience(str(NAMES[name]), table._default_manager.count(), None, None) for name, table in TABLES.items()
        ]
        return health
    _outbox(health, now)
    _indexes(health, now)
    try:
        _engine(health)
    except (EngineAway, EngineRefuses) as error:
        health.engine = "Elasticsearch"
        in_use = {index.audience: index for index in EngineIndex.objects.filter(state=State.IN_USE)}
        health.audiences = [
            Audience(str(NAMES[name]), table._default_manager.count(), None, in_use.get(name))
            for name, table in TABLES.items()
        ]
        health.findings.insert(0, Finding(
            "stop",
            _("Elasticsearch không trả lời: %(why)s") % {"why": str(error)[:200]},
            _("Bạn đọc và tòa soạn vẫn tìm được bằng cơ sở dữ liệu. Xem máy chủ Elasticsearch còn chạy không; khi nó trở lại, những gì đang chờ tự được gửi."),
        ))  # fmt: skip
    health.findings.sort(key=lambda finding: finding.tone != "stop")
    if not health.findings:
        health.findings.append(Finding("live", _("Tìm kiếm chạy tốt.")))
    return health


def _rows(health: Health, now: datetime) -> None:
    """Whether the rows themselves say what is so, whatever engine reads them."""
    if kinds := [kind for kind in staleness.unwritten() if kind.queryset().exists()]:
        names = ", ".join(str(kind.label) for kind in kinds)
        health.findings.append(Finding(
            "you",
            _("Mục tra cứu của bản trước: %(kinds)s.") % {"kinds": names},
            _("Máy tự viết lại trong vài phút, tìm kiếm vẫn chạy. Lâu quá thì xem worker và beat còn chạy không, hoặc chạy search_rebuild."),
        ))  # fmt: skip
    health.stale = StaleObject.objects.count()
    oldest = StaleObject.objects.order_by("since").values_list("since", flat=True).first()
    if oldest and now - oldest > SLOW:
        health.findings.append(Finding(
            "you",
            ngettext("%(n)s mục chờ viết lại quá 5 phút.", "%(n)s mục chờ viết lại, lâu nhất quá 5 phút.", health.stale) % {"n": health.stale},
            _("Nhiều mục thì máy làm dần. Con số không giảm thì xem worker và beat còn chạy không."),
        ))  # fmt: skip


def _outbox(health: Health, now: datetime) -> None:
    waiting = OutboxEntry.objects.filter(state=OutboxEntry.State.WAITING)
    health.waiting = waiting.count()
    health.oldest = waiting.order_by("since").values_list("since", flat=True).first()
    aside = OutboxEntry.objects.filter(state=OutboxEntry.State.SET_ASIDE).order_by("-since")
    health.set_aside_count, health.set_aside = aside.count(), list(aside[:SHOWN])
    if health.oldest and now - health.oldest > SLOW:
        health.findings.append(Finding(
            "you",
            ngettext("%(n)s mục chờ gửi quá 5 phút.", "%(n)s mục chờ gửi, lâu nhất quá 5 phút.", health.waiting) % {"n": health.waiting},
            _("Xem các tiến trình worker và beat còn chạy không."),
        ))  # fmt: skip
    if health.set_aside_count:
        health.findings.append(Finding(
            "you",
            ngettext("%(n)s mục bị Elasticsearch từ chối, để riêng.", "%(n)s mục bị Elasticsearch từ chối, để riêng.", health.set_aside_count)
            % {"n": health.set_aside_count},
            _("Đọc lý do ở dưới rồi bấm Gửi lại; lần lưu tới của bài cũng gửi lại."),
        ))  # fmt: skip


def _indexes(health: Health, now: datetime) -> None:
    indexes = EngineIndex.objects.order_by("audience", "-ordered_at")
    for index in indexes:
        if index.state in building.UNDER_WAY:
            percent = min(99, 100 * index.written // index.total) if index.total else 0
            minutes = building.minutes_left(index, now=now)
            left = None if minutes is None else max(1, round(minutes))
            health.building.append(Building(index, str(NAMES[index.audience]), percent, left))
            if index.error:
                what = _("Việc dựng chỉ mục đang đứng: %(why)s") % {"why": index.error[:200]}
                health.findings.append(Finding("you", what, _("Máy tự làm tiếp khi Elasticsearch trả lời.")))
        elif index.state == State.KEPT:
            health.kept.append(index)
        elif index.state == State.FAILED:
            what = _("Không dựng được chỉ mục %(name)s: %(why)s") % {"name": index.name, "why": index.error[:200]}
            health.findings.append(Finding("stop", what, _("Sửa nguyên nhân rồi bấm Dựng lại.")))
        elif index.schema != SCHEMA:
            what = _("Chỉ mục của %(whom)s thuộc phiên bản cũ.") % {"whom": NAMES[index.audience]}
            health.findings.append(Finding("you", what, _("Máy tự dựng lại; tìm kiếm vẫn chạy trong lúc dựng.")))


def _engine(health: Health) -> None:
    """Raises EngineAway, EngineRefuses."""
    about = admin.health()
    health.engine = f"Elasticsearch {about['version']}"
    if about["status"] == "red":
        health.findings.append(Finding("stop", _("Elasticsearch báo đỏ: một phần dữ liệu không đọc được."), _("Xem nhật ký của Elasticsearch, rồi bấm Dựng lại.")))  # fmt: skip
    there = admin.names()
    in_use = {index.audience: index for index in EngineIndex.objects.filter(state=State.IN_USE)}
    for audience, table in TABLES.items():
        index = in_use.get(audience)
        found = index is not None and index.name in there
        documents = admin.count(index.name) if found else None
        health.audiences.append(Audience(str(NAMES[audience]), table._default_manager.count(), documents, index))
        if index is None:
            what = _("Chưa có chỉ mục cho %(whom)s; cơ sở dữ liệu trả lời thay.") % {"whom": NAMES[audience]}
            health.findings.append(
                Finding("you", what, _("Máy tự dựng trong chốc lát. Lâu quá thì xem worker và beat còn chạy không."))
            )
            continue
        if not found or alias_of(audience) not in there[index.name]:
            what = _("Chỉ mục của %(whom)s không còn ở Elasticsearch.") % {"whom": NAMES[audience]}
            health.findings.append(Finding("stop", what, _("Bấm Dựng lại; trong lúc ấy cơ sở dữ liệu trả lời thay.")))
        elif blocked := admin.blocks(index.name):
            what = _("Chỉ mục của %(whom)s không nhận bản ghi mới: %(why)s") % {
                "whom": NAMES[audience],
                "why": ", ".join(blocked),
            }
            do = _("Thường là ổ đĩa của Elasticsearch đầy: dọn ổ rồi bỏ khóa ghi. Những gì đang chờ tự được gửi.")
            health.findings.append(Finding("stop", what, do))
    if why := breaker.reading.why() or breaker.writing.why():
        what = _("Elasticsearch vừa lỗi, đang nghỉ vài giây: %(why)s") % {"why": why[:200]}
        health.findings.append(Finding("you", what, _("Máy tự thử lại.")))
