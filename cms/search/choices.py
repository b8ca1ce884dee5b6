"""What a reader may choose beside the words: form, section, author, language, time, order. Addresses carry numbers, pages names."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from cms.core.frame import Frame
from newsroom.desks.models import Section
from newsroom.people.models import Contributor
from newsroom.search.engines import Filters
from newsroom.search.facets import RANGES, Facets
from newsroom.stories.search_kinds.story import FORMS
from newsroom.stories.states import Language

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
    form: str = ""
    language: str = ""
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
        form=typed.get("loai") if typed.get("loai") in FORMS else "",
        language=typed.get("tieng") if typed.get("tieng") in Language.values else "",
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
        forms=[chosen.form] if chosen.form else [],
        languages=[chosen.language] if chosen.language else [],
        since=now - RANGES[chosen.time] if chosen.time else None,
    )


def query_string(query: str, chosen: Chosen, **changes) -> str:
    """`q=…&muc=3&`, ready for one parameter more."""
    now = replace(chosen, **changes)
    pairs = {
        "q": query,
        "loai": now.form,
        "muc": now.section,
        "tac-gia": now.author,
        "tieng": now.language,
        "luc": now.time,
    }
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

    def named(title, all_of_them, names, counts, current, field):
        listed = [choice(all_of_them, None, not current, **{field: ""})]
        listed += [
            choice(name, counts.get(key), key == current, **{field: key})
            for key, name in names.items()
            if key and (counts.get(key) or key == current)
        ]
        # One value that everything has is no choice.
        return [Facet(str(title), listed)] if len(listed) > 2 or current else []

    found = named(_("Loại"), _("Tất cả"), FORMS, counted.forms, chosen.form, "form")
    found += named(_("Thời gian"), RANGE_NAMES[""], RANGE_NAMES, counted.ranges, chosen.time, "time")
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
    languages = dict(Language.choices)
    return found + named(_("Ngôn ngữ"), _("Mọi thứ tiếng"), languages, counted.languages, chosen.language, "language")


def _number(typed: str | None) -> int:
    return int(typed) if typed and typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
