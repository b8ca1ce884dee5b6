"""A story's body as a reader meets it, piece by piece: what comparing and plain reading work on."""

import re
from collections import Counter
from dataclasses import dataclass, field
from html import unescape

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from newsroom.stories.text import block_text

_PARAGRAPH = re.compile(r"<(p|li|h\d)\b[^>]*>(.*?)</\1>", re.DOTALL)
_LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
_TARGET = re.compile(r"""(?:href|id)="([^"]*)\"""")


@dataclass(frozen=True)
class Unit:
    """`text` is what is compared, links with their targets; `markup` tells bold from plain."""

    kind: str
    name: str
    label: str
    text: str
    markup: str = field(default="", repr=False)

    @property
    def key(self):
        return self.kind, self.text, self.markup


@dataclass(frozen=True)
class Photo:
    """One picture where it stands. `place` tells two uses of one picture apart."""

    picture: object
    place: int
    caption: str = ""
    credit: str = ""
    alt: str = ""
    crop: str = ""

    @property
    def key(self):
        return (self.picture.pk if self.picture else None), self.place

    @property
    def words(self) -> list[tuple[str, str]]:
        """(label, text) of everything said about it here."""
        return [
            (_("chú thích"), self.caption),
            (_("nguồn ảnh"), self.credit),
            (_("mô tả"), self.alt),
            (_("khung ảnh"), self.crop),
        ]


def units_of(story) -> list[Unit]:
    units: list[Unit] = []
    numbers: Counter = Counter()

    def add(kind: str, name: str, text: str, markup: str = ""):
        if text:
            numbers[kind] += 1
            units.append(Unit(kind, name, f"{name} {numbers[kind]}", text, markup))

    for block in story.body:
        value, kind = block.value, block.block_type
        match kind:
            case "paragraph":
                for text, markup in _paragraphs(value["text"]):
                    add(kind, _("Nội dung, đoạn"), text, f"{value.get('language') or ''}{markup}")
            case "heading":
                add(kind, _("Tít phụ"), value)
            case "quote":
                add(kind, _("Trích dẫn"), " · ".join(filter(None, (value["text"], value["name"], value["role"]))))
            case "facts":
                add("facts", _("Hộp thông tin, tên"), value["title"])
                for text, markup in _paragraphs(value["text"]):
                    add("fact", _("Hộp thông tin, dòng"), text, markup)
            case "table":
                add("caption", _("Bảng, tên"), value["caption"] or "")
                for row in (value["table"] or {}).get("data") or []:
                    add(kind, _("Bảng, dòng"), " · ".join(cell or "" for cell in row))
            case "embed":
                add(kind, _("Nhúng"), f"{value['what']} ⟨{value['embed'].url if value['embed'] else ''}⟩")
            case "related":
                add(kind, _("Bài liên quan"), ", ".join(page.title for page in value["stories"] if page))
            case "video" | "audio":
                said = (named(value["media"]), value["caption"], value["credit"])
                add(kind, str(block.block.label), " · ".join(filter(None, said)))
            case "picture" | "gallery":
                pass  # pictures are compared as pictures
            case _:
                add(kind, str(block.block.label), block_text(kind, value))
    return units


def named(media) -> str:
    """Phones give many films one name: the number tells them apart."""
    return _("%(title)s ⟨tệp %(number)s⟩") % {"title": media.title, "number": media.pk} if media else ""


def _paragraphs(rich_text) -> list[tuple[str, str]]:
    """(words with link targets, inline markup) of each paragraph and list item."""
    source = getattr(rich_text, "source", rich_text) or ""
    found = [inner for _tag, inner in _PARAGRAPH.findall(source)] or [source]
    return [(_visible(inner), "".join(re.findall(r"</?(?:b|i|sub|sup)\b", inner))) for inner in found]


def _visible(markup: str) -> str:
    """An approver sees where a link leads, because a reader's click goes there."""
    shown = _LINK.sub(lambda link: f"{link[2]} ⟨{' '.join(_TARGET.findall(link[1]))}⟩", markup.replace("<br/>", " "))
    return " ".join(unescape(strip_tags(shown)).split())


def photos_of(story) -> list[Photo]:
    """Lead picture first when one is chosen, then the body's in reading order."""
    uses: Counter = Counter()
    photos: list[Photo] = []

    def add(picture, **words):
        uses[picture.pk if picture else None] += 1
        photos.append(Photo(picture, uses[picture.pk if picture else None], **words))

    if story.lead_picture:
        add(story.lead_picture, crop=_("ảnh đại diện"))
    for block in story.body:
        if block.block_type == "picture":
            add(block.value["image"], **_words(block.value))
        elif block.block_type == "gallery":
            for item in block.value["pictures"]:
                add(item["image"], **_words(item, block.value["credit"]))
    return photos


def _words(value, common_credit: str = "") -> dict[str, str]:
    crops = {"wide": _("ngang 16:9"), "square": _("vuông"), "tall": _("dọc 4:5")}
    return {
        "caption": value.get("caption") or "",
        "credit": value.get("credit") or common_credit or "",
        "alt": value.get("alt") or "",
        "crop": crops.get(value.get("crop"), ""),
    }
