"""The saved views of Tin bài. Bàn làm việc counts and links the same ones, so a number and its list never disagree."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from newsroom.desks.queries import standing_of
from newsroom.desks.roles import Right
from newsroom.editorial import worklists
from newsroom.editorial.models import StoryStatus
from newsroom.editorial.states import IN_CHAIN, READY, State
from newsroom.editorial.worklists import WINDOW, Narrow, stands_in


@dataclass(frozen=True, kw_only=True)
class SavedView:
    """Stories of `source` that are `where` now. Sorted by `order`; without one by the column `clock`, newest first."""

    slug: str
    label: str
    sorting: str
    source: Callable[..., QuerySet[StoryStatus]] = worklists.visible
    where: Callable[[datetime], Q] = lambda now: Q()
    order: Callable[[QuerySet, datetime], QuerySet] | None = None
    clock: str = ""
    tone: str = ""
    counted: bool = True
    shown_to: Callable[..., bool] = lambda user: True

    def rows(self, user, now: datetime) -> QuerySet[StoryStatus]:
        return self.source(user).filter(self.where(now))

    def ids(self, user, now: datetime, narrow: Narrow = lambda rows: rows) -> list[int]:
        """At most WINDOW + 1, in order."""
        if self.order:
            rows = self.order(narrow(self.rows(user, now)), now)
            return list(rows.values_list("pk", flat=True)[: WINDOW + 1])
        scopes = worklists.own_scopes(user) if self.source is worklists.mine else worklists.scopes(user)
        return worklists.newest_ids(scopes, self.clock, lambda rows: narrow(rows.filter(self.where(now))))

    def count(self, user, now: datetime) -> int:
        return worklists.capped_count(self.rows(user, now))


def _may_write(user) -> bool:
    return standing_of(user).may_anywhere(Right.WRITE)


_LONGEST = _("Tin nóng, quá hạn, chờ lâu nhất đứng trước")
_NEWEST = _("Mới sửa đứng trước")
_URGENT = worklists.by_urgency

WAITING = SavedView(
    slug="cho-toi", label=_("Chờ tôi"), sorting=_LONGEST, source=worklists.waiting_for, order=_URGENT, tone="you",
    shown_to=worklists.may_be_asked,
)  # fmt: skip
MINE = SavedView(
    slug="cua-toi", label=_("Bài của tôi"), sorting=_NEWEST, source=worklists.mine, clock="saved_at", counted=False,
    shown_to=_may_write,
)  # fmt: skip
OVERDUE = SavedView(
    slug="qua-han",
    label=_("Quá hạn"),
    sorting=_LONGEST,
    order=_URGENT,
    tone="stop",
    where=lambda now: stands_in(*IN_CHAIN) & worklists.is_overdue(now),
)
IN_PROGRESS = SavedView(
    slug="trong-quy-trinh", label=_("Đang trong quy trình"), sorting=_LONGEST,
    where=lambda now: stands_in(*IN_CHAIN), order=_URGENT,
)  # fmt: skip
RETURNED = SavedView(
    slug="bi-tra-lai",
    label=_("Bị trả lại"),
    sorting=_LONGEST,
    where=lambda now: stands_in(State.RETURNED),
    order=_URGENT,
)
READY_TO_GO = SavedView(
    slug="cho-dang", label=_("Đã duyệt, chờ đăng"), sorting=_("Theo giờ đăng"),
    where=lambda now: stands_in(*READY), order=worklists.by_hour_out,
)  # fmt: skip
TODAY = SavedView(
    slug="hom-nay", label=_("Đã xuất bản hôm nay"), sorting=_("Mới đăng đứng trước"),
    where=worklists.published_today, clock="published_at",
)  # fmt: skip
WITHDRAWN = SavedView(
    slug="da-go", label=_("Đã gỡ"), sorting=_("Mới gỡ đứng trước"), where=lambda now: stands_in(State.WITHDRAWN),
    clock="since",
)  # fmt: skip
ALL = SavedView(slug="tat-ca", label=_("Tất cả"), sorting=_NEWEST, clock="saved_at", counted=False)

VIEWS = (WAITING, MINE, OVERDUE, IN_PROGRESS, RETURNED, READY_TO_GO, TODAY, WITHDRAWN, ALL)
BY_SLUG = {view.slug: view for view in VIEWS}


def views_for(user) -> list[SavedView]:
    return [view for view in VIEWS if view.shown_to(user)]
