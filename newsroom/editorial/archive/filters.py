"""What a person may choose in Kho tư liệu beside the words. Anything that is not a known choice is as if it were not chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from newsroom.search.engines import Filters
from newsroom.search.facets import RANGES
from newsroom.stories.search_kinds.story import FORMS

KINDS = {
    "story": _("Tin bài"), "picture": _("Ảnh"), "media": _("Âm thanh, hình"), "document": _("Tài liệu"),
    "contributor": _("Tác giả"), "section": _("Chuyên mục"), "tag": _("Thẻ"), "place": _("Địa danh"),
}  # fmt: skip
TIMES = {"day": _("Một ngày qua"), "week": _("Bảy ngày qua"), "month": _("Ba mươi ngày qua"), "year": _("Một năm qua")}
ORDERS = {"relevance": _("Khớp nhất"), "newest": _("Mới nhất")}
LAST_PAGE = 50
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Chosen:
    """`section`, `author` and `desk` are numbers, 0 for none."""

    kind: str = ""
    form: str = ""
    section: int = 0
    author: int = 0
    desk: int = 0
    language: str = ""
    time: str = ""
    sort: str = "relevance"
    page: int = 1

    @property
    def is_narrowed(self) -> bool:
        return self.without_order() != {}

    def without_order(self) -> dict[str, str]:
        """The filters alone, by the names they have in addresses."""
        return {name: value for name, value in self.parameters().items() if name != "xep"}

    def parameters(self) -> dict[str, str]:
        """By the names they have in addresses; only what was chosen, without the page."""
        named = {
            "loai": self.kind, "dang": self.form, "muc": self.section, "tac-gia": self.author, "ban": self.desk,
            "tieng": self.language, "luc": self.time, "xep": self.sort if self.sort != "relevance" else "",
        }  # fmt: skip
        return {name: str(value) for name, value in named.items() if value}


def read(typed: Mapping[str, str]) -> Chosen:
    return Chosen(
        kind=_one_of(KINDS, typed.get("loai")),
        form=_one_of(FORMS, typed.get("dang")),
        section=_number(typed.get("muc")),
        author=_number(typed.get("tac-gia")),
        desk=_number(typed.get("ban")),
        language=_word(typed.get("tieng")),
        time=_one_of(TIMES, typed.get("luc")),
        sort=_one_of(ORDERS, typed.get("xep")) or "relevance",
        page=min(max(_number(typed.get("trang")), 1), LAST_PAGE),
    )


def filters_of(typed: Mapping[str, str], now: datetime) -> Filters:
    chosen = read(typed)
    return Filters(
        kinds=[chosen.kind] if chosen.kind else [],
        forms=[chosen.form] if chosen.form else [],
        sections=[chosen.section] if chosen.section else [],
        authors=[chosen.author] if chosen.author else [],
        desks=[chosen.desk] if chosen.desk else [],
        languages=[chosen.language] if chosen.language else [],
        since=now - RANGES[chosen.time] if chosen.time else None,
    )


def address(query: str, chosen: Chosen, **changes) -> str:
    return "?" + urlencode({"q": query, **replace(chosen, **changes).parameters()})


def _one_of(known: Mapping[str, object], typed: str | None) -> str:
    return typed if typed in known else ""


def _number(typed: str | None) -> int:
    return int(typed) if typed and typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def _word(typed: str | None) -> str:
    return typed if typed and len(typed) <= 3 and typed.isascii() and typed.isalpha() else ""
