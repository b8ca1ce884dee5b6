"""Bàn làm việc: what waits for the person who logged in. Each box is a Wagtail home panel; Wagtail sorts them by `order`."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from newsroom.desks.queries import newsrooms_for, standing_of
from newsroom.desks.roles import Right
from newsroom.editorial import house, mailbox, saved_views, worklists
from newsroom.editorial.first_steps import first_steps
from newsroom.editorial.media.asked import asked_of
from newsroom.editorial.states import READY, State
from newsroom.stories.models import Snapshot

BOX = 10  # Rows of a box; the list has the rest.
LEFT, RIGHT, WHOLE = "left", "right", "whole"


class Panel(Component):
    """A part of the page; `shown` is what its template is given."""

    def __init__(self, order: int, column: str, template_name: str, **shown):
        self.order, self.column, self.shown = order, column, shown
        self.template_name = f"newsroom/dashboard/{template_name}"

    def get_context_data(self, parent_context):
        keep = {name: parent_context.get(name) for name in ("request", "csrf_token", "user")}
        return {**keep, **self.shown}


class Box(Panel):
    """The first rows of a list, how many there are, and the way to all of them: `own`, only those this person wrote."""

    def __init__(
        self, order, column, kind, title, empty, *, rows, count, view, own=None, more="", tone="", wide=False
    ):  # fmt: skip
        link = reverse("newsroom_stories_view", args=[view.slug])
        super().__init__(
            order, column, "box.html", kind=kind, title=title, empty=empty, rows=rows, count=count,
            link=f"{link}?author={own.pk}" if own else link, more=more or _("Mở danh sách"),
            tone=tone if rows else "", wide=wide, now=timezone.now(),
        )  # fmt: skip


def panels_for(user) -> list[Panel]:
    now = timezone.now()
    standing = standing_of(user)
    panels = []
    if worklists.stands_at_gates(user):
        panels += desk_panels(user, now)
    elif standing.may_anywhere(Right.WRITE):
        panels += writer_panels(user, now)
    if standing.may_anywhere(Right.SNAPSHOTS) and not standing.may_anywhere(Right.READ):
        panels.append(Panel(70, LEFT, "snapshots.html", snapshots=newest_snapshots(user), now=now))
    if standing.may_anywhere(Right.MEDIA_JOBS):
        panels.append(Panel(8, LEFT, "files.html", asked=asked_of(user, now), now=now))
    if house.keeps_house(user):
        panels += house_panels(user, now)
    return panels or [Panel(10, WHOLE, "no_role.html")]


def first(rows, order, now):
    return list(worklists.with_names(order(rows, now))[:BOX])


class Own:
    """What a writer has in hand, read once and dealt out to the boxes."""

    UNFINISHED = (
        State.DRAFT, State.WAITING, State.EDITING, State.RETURNED, State.APPROVED, State.SCHEDULED, State.CHANGED,
    )  # fmt: skip
    ENOUGH = 300

    def __init__(self, user, now):
        self.user = user
        rows = worklists.mine(user).filter(worklists.stands_in(*self.UNFINISHED))
        self.rows = list(worklists.with_names(worklists.by_urgency(rows, now))[: self.ENOUGH])

    def of(self, *states) -> list:
        return [row for row in self.rows if row.state in states]

    def returned_box(self) -> Box:
        rows = self.of(State.RETURNED)
        return Box(
            20, LEFT, "returned", _("Bị trả lại"), _("Không có bài nào bị trả lại."),
            rows=worklists.attach_steps(rows[:BOX]), count=len(rows), view=saved_views.RETURNED, own=self.user,
            tone="you",
        )  # fmt: skip

    def working_box(self) -> Box:
        rows = self.of(State.DRAFT, State.WAITING, State.EDITING, State.CHANGED)
        rows.sort(key=lambda row: row.saved_at or row.since, reverse=True)
        return Box(
            30, LEFT, "mine", _("Bài của tôi"), _("Chưa có bài nào đang làm. Bấm Viết bài để bắt đầu."),
            rows=rows[:BOX], count=len(rows), view=saved_views.MINE, more=_("Tất cả bài của tôi"),
        )  # fmt: skip

    def ready_box(self) -> Box:
        rows = self.of(*READY)
        rows.sort(key=lambda row: (row.out_at is None, row.out_at or row.since))
        empty = _("Không có bài nào đang chờ đăng.")
        return ready_box(rows[:BOX], len(rows), 40, LEFT, empty, own=self.user)


def ready_box(rows, count: int, order: int, column: str, empty, own=None) -> Box:
    return Box(
        order,
        column,
        "ready",
        _("Đã duyệt, chờ đăng"),
        empty,
        rows=rows,
        count=count,
        view=saved_views.READY_TO_GO,
        own=own,
    )


def today_box(rows, order: int, column: str, empty, own=None) -> Box:
    shown = list(worklists.with_names(rows.order_by("-published_at", "-pk"))[:BOX])
    return Box(
        order, column, "today", _("Đã xuất bản hôm nay"), empty, rows=shown, count=worklists.capped_count(rows),
        view=saved_views.TODAY, own=own,
    )  # fmt: skip


def waiting_box(user, now) -> Box:
    rows = worklists.waiting_for(user)
    return Box(
        10, LEFT, "waiting", _("Đang chờ tôi"), _("Không có bài nào chờ bạn. Bài mới nộp sẽ hiện ở đây."),
        rows=worklists.attach_steps(first(rows, worklists.by_urgency, now)), count=worklists.capped_count(rows),
        view=saved_views.WAITING, tone="you", wide=True,
    )  # fmt: skip


def writer_panels(user, now) -> list[Panel]:
    own = Own(user, now)
    out_today = worklists.mine(user).filter(worklists.published_today(now))
    asked = [waiting_box(user, now)] if worklists.may_be_asked(user) else []
    return [
        *(box for box in asked if box.shown["rows"]),
        own.returned_box(),
        own.working_box(),
        own.ready_box(),
        today_box(out_today, 50, RIGHT, _("Hôm nay chưa có bài nào của bạn lên trang."), own=user),
    ]


def desk_panels(user, now) -> list[Panel]:
    waiting, ready = waiting_box(user, now), saved_views.READY_TO_GO.rows(user, now)
    ready_count = worklists.capped_count(ready)
    coming = ready_box(
        first(ready, worklists.by_hour_out, now), ready_count, 40, RIGHT, _("Không có bài nào chờ đăng.")
    )
    today = today_box(saved_views.TODAY.rows(user, now), 50, LEFT, _("Hôm nay chưa có bài nào lên trang."))
    counters = [
        (saved_views.WAITING, _("Chờ tôi"), "you", waiting.shown["count"]),
        (saved_views.OVERDUE, _("Quá hạn"), "stop", saved_views.OVERDUE.count(user, now)),
        (saved_views.READY_TO_GO, _("Chờ đăng"), "", ready_count),
    ]
    hand = Own(user, now)
    own = [panel for panel in (hand.returned_box(), hand.working_box()) if panel.shown["rows"]]
    return [Panel(5, WHOLE, "summary.html", counters=counters), waiting, *own, coming, today]


def house_panels(user, now) -> list[Panel]:
    people = list(house.people_without_role()[: BOX + 1])
    panels = [
        Panel(60, LEFT, "licences.html", gaps=house.licence_gaps(user, now)),
        Panel(61, LEFT, "people.html", people=people[:BOX], more=len(people) > BOX),
    ]
    if mailbox.is_kept():
        panels.append(Panel(62, RIGHT, "mail.html", letters=mailbox.letters(user, limit=5), now=now))
    if user.is_superuser and (steps := first_steps()):
        panels.append(Panel(1, WHOLE, "first_steps.html", steps=steps))
    return panels


def newest_snapshots(user):
    organizations = newsrooms_for(user, Right.SNAPSHOTS).values("organization")
    return list(Snapshot.objects.filter(organization__in=organizations).select_related("brand").defer("content")[:BOX])
