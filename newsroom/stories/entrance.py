"""What was typed or pasted, on its way in: NFC and nothing invisible, wherever it stands in the form."""

import json
import re

from django.core.exceptions import BadRequest
from django.http import QueryDict
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.rich_text import RichText

from newsroom.language import clean_line, clean_text

_EMPTY_PARAGRAPH = re.compile(r"<p[^>]*>(?:\s|&nbsp;|\xa0|<br/?>)*</p>")
_WRITTEN_BY_SCRIPT = re.compile(r"-count$|-(TOTAL|INITIAL)_FORMS$|^overwrite_revision_id$")
_BETWEEN_TAGS = re.compile(r"(<[^>]*>)")


def clean_posted(data) -> QueryDict:
    """Every posted value in its clean form. JSON stays as it came: positions inside it count characters.

    Raises BadRequest where a number that the editor's own script writes is none.
    """
    for key, value in data.items():
        if _WRITTEN_BY_SCRIPT.search(key) and value and not is_row_number(value):
            raise BadRequest(f"{key} is not a number")
    cleaned = QueryDict(mutable=True)
    for key, values in data.lists():
        cleaned.setlist(key, [value if _is_json(value) else clean_text(value) for value in values])
    return cleaned


def is_row_number(value: str) -> bool:
    """Whether any database could have given it to a row."""
    return value.isdecimal() and len(value) < 19


def _is_json(value) -> bool:
    if not isinstance(value, str):
        return True
    if value[:1] not in ("{", "["):
        return False
    try:
        json.loads(value)
    except ValueError:
        return False
    return True


def clean_stream(stream):
    """The same for what the JSON held, once it is a StreamValue; changes it in place and returns it."""
    for child in stream:
        child.value = _clean(child.block, child.value)
    return stream


def _clean(block, value):
    match block:
        case blocks.RichTextBlock():
            return RichText(clean_html(value.source)) if value else value
        case blocks.StructBlock():
            for name, child in block.child_blocks.items():
                value[name] = _clean(child, value[name])
        case blocks.ListBlock():
            for item in value.bound_blocks:
                item.value = _clean(item.block, item.value)
        case TableBlock():
            if value and value.get("data"):
                value["data"] = [[clean_line(cell) if cell else cell for cell in row] for row in value["data"]]
        case blocks.TextBlock():
            return clean_text(value or "")
        case blocks.CharBlock():
            return clean_line(value or "")
    return value


def clean_html(source: str) -> str:
    """Words between tags cleaned, tags left alone, paragraphs without words dropped."""
    source = _EMPTY_PARAGRAPH.sub("", source)
    return "".join(part if part.startswith("<") else _clean_words(part) for part in _BETWEEN_TAGS.split(source))


def _clean_words(words: str) -> str:
    """As `clean_text`, keeping one blank at either end: the next word may stand in another tag."""
    if not words.strip():
        return " " if words else ""
    return f"{' ' if words[0].isspace() else ''}{clean_text(words)}{' ' if words[-1].isspace() else ''}"
