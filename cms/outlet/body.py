"""A story's blocks for reading, with all their pictures, and all pages that their text links to, read at once.

Wagtail reads the images of a stream block type by type, whole rows; a page needs a few columns of each picture once. It
looks up links paragraph by paragraph.
"""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

from cms.outlet.playing import Played, played_block
from media_pipeline.assets.models import Picture
from media_pipeline.assets.sizes import RATIOS
from newsroom.stories.text import PLAYED

WORDS = ("caption", "credit", "alt")
TEXTS = ("paragraph", "facts")
BETWEEN = "\0"  # stands in no text: what comes into the house is cleaned of it


@dataclass(slots=True)
class ReadBlock:
    """Stands for a block of text or pictures: the same names, the same template, what it shows already at hand."""

    block_type: str
    id: str
    value: dict

    def render_as_block(self, context=None) -> str:
        return render_to_string(f"blocks/{self.block_type}.html", {**(context or {}), "value": self.value})


def picture_ids(body) -> set[int]:
    """Every picture that the blocks show, from the stored form: no query."""
    found = set()
    for raw in body.raw_data:
        if raw["type"] == "picture":
            found.add(raw["value"].get("image"))
        elif raw["type"] == "gallery":
            found |= {item.get("image") for item in _items(raw["value"])}
    return found - {None}


def crops(body) -> set[str]:
    """The frames that an editor chose for pictures of this body."""
    return {raw["value"].get("crop") for raw in body.raw_data if raw["type"] == "picture"} & RATIOS.keys()


def blocks(body, known: dict[int, Picture], played: dict[int, Played]) -> list:
    """The blocks in order. A picture, film or sound that was deleted since leaves its block empty."""
    made = []
    texts = iter(expanded([raw["value"].get("text") or "" for raw in body.raw_data if raw["type"] in TEXTS]))
    for place, raw in enumerate(body.raw_data):
        value = raw["value"]
        if raw["type"] in TEXTS:
            made.append(ReadBlock(raw["type"], raw.get("id") or "", {**value, "text": next(texts)}))
        elif raw["type"] == "picture":
            made.append(ReadBlock("picture", raw.get("id") or "", {**_shown(value, known), "crop": _crop(value)}))
        elif raw["type"] == "gallery":
            items = [_shown(item, known) for item in _items(value)]
            made.append(ReadBlock("gallery", raw.get("id") or "", {"credit": value.get("credit"), "pictures": items}))
        elif raw["type"] in PLAYED:
            made.append(played_block(raw, played))
        else:
            made.append(body[place])
    return made


def expanded(texts: list[str]) -> list[SafeString]:
    """Each text with the addresses of what it links to: as many queries for all of them as for one."""
    return [mark_safe(html) for html in expand_db_html(BETWEEN.join(texts)).split(BETWEEN)]


def _shown(value: dict, known: dict[int, Picture]) -> dict:
    return {"image": known.get(value.get("image")), **{name: value.get(name) or "" for name in WORDS}}


def _crop(value: dict) -> str:
    return value.get("crop") if value.get("crop") in RATIOS else ""


def _items(gallery: dict) -> list[dict]:
    """A list's items are stored with an id of their own around them, or, from code, without."""
    return [item["value"] if item.get("type") == "item" else item for item in gallery.get("pictures") or []]
