"""What a reader may choose beside the words: section, author, time, order. Addresses carry numbers, pages carry names."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from cms.core.frame import Frame
from newsroom.desks.models import Section
from newsroom.people.models import Contributor
from newsroom.search.engines import Filters
from newsroom.search.facets import RANGES, Facets

RANGE_NAMES = {
    "": _("Mọi lúc"),
    "day": _("Một ngày qua"),
    "week": _("Bảy ngày qua"),
    "month": _("Ba mươi ngày qua"),
    "year": _("Một năm qua"),
}
ORDERS = {"relevance": _("Liên quan nhất"), "newest": _("Mới nhất")}
MANY = 8
LAST_PAGE = 50


@dataclass(frozen=True, slots=True)
class Chosen:
    section: int = 0
    author: int = 0
    time: str = ""
    sort: str = "relevance"
    page: int = 1


@dataclass(frozen=True, slots=True)
class Choice:
    title: str
    url: str
    count: int | None
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    title: str
    choices: list[Choice]
    is_open: bool = True


def read(typed) -> Chosen:
    """Anything that is not a known choice is as if it had not been chosen."""
    return Chosen(
        section=_number(typed.get("muc")),
        author=_number(typed.get("tac-gia")),
        time=typed.get("luc") if typed.get("luc") in RANGES else "",
        sort=typed.get("xep") if typed.get("xep") in ORDERS else "relevance",
        page=min(max(_number(typed.get("trang")), 1), LAST_PAGE),
    )


def filters(chosen: Chosen, frame: Frame, now) -> Filters:
    return Filters(
        kinds=["story"],
        organizations=[frame.organization.pk] if frame.organization else [],
        sections=[chosen.section] if chosen.section else [],
        authors=[chosen.author] if chosen.author else [],
        since=now - RANGES[chosen.time] if chosen.time else None,
    )


def query_string(query: str, chosen: Chosen, **changes) -> str:
    """`q=…&muc=3&`, ready for one parameter more."""
    now = replace(chosen, **changes)
    pairs = {"q": query, "muc": now.section, "tac-gia": now.author, "luc": now.time}
    pairs["xep"] = now.sort if now.sort != "relevance" else ""
    return urlencode({name: value for name, value in pairs.items() if value}) + "&"


def orders(query: str, chosen: Chosen) -> list[Choice]:
    return [
        Choice(str(title), "?" + query_string(query, chosen, sort=sort).rstrip("&"), None, chosen.sort == sort)
        for sort, title in ORDERS.items()
    ]


def facets(counted: Facets, query: str, chosen: Chosen) -> list[Facet]:
    def choice(title, count, is_chosen, **change):
        return Choice(str(title), "?" + query_string(query, chosen, **change).rstrip("&"), count, is_chosen)

    times = [
        choice(title, counted.ranges.get(key) if key else None, chosen.time == key, time=key)
        for key, title in RANGE_NAMES.items()
        if not key or counted.ranges.get(key) or chosen.time == key
    ]
    found = [Facet(str(_("Thời gian")), times)] if len(times) > 1 else []
    for title, model, counts, name in (
        (_("Chuyên mục"), Section, counted.sections, "section"),
        (_("Tác giả"), Contributor, counted.authors, "author"),
    ):
        current = getattr(chosen, name)
        often = [pk for pk, _count in counts.most_common(MANY)]
        rows = model.objects.in_bulk({*often, *([current] if current else [])})
        listed = [choice(_("Tất cả"), None, not current, **{name: 0})]
        listed += [
            choice(rows[pk], counts[pk], pk == current, **{name: pk})
            for pk in dict.fromkeys([*often, current])
            if pk in rows
        ]
        if len(listed) > 1:
            found.append(Facet(str(title), listed, is_open=name == "section" or bool(current)))
    return found


def _number(typed: str | None) -> int:
    return int(typed) if typed and typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
