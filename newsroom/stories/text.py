"""A story's body as plain words, for counting, searching, comparing and reading aloud."""

import re
from html import unescape

# The editor writes well-formed tags and escapes all other angles, so none is left for a parser to doubt.
_TAG = re.compile(r"<[^>]*>")
_LINE_END = re.compile(r"</p>|</li>|<br/>")
PLAYED = ("video", "audio")


def first_picture(body):
    """The first Picture in the body, alone or in a gallery, or None."""
    for block in body:
        if block.block_type == "picture" and block.value.get("image"):
            return block.value["image"]
        if block.block_type == "gallery":
            for item in block.value.get("pictures", []):
                if item.get("image"):
                    return item["image"]
    return None


def assets_shown(story) -> set[int]:
    """Numbers of every film and sound of one version of a story, from the stored form: no query."""
    in_body = {raw["value"].get("media") for raw in story.body.raw_data if raw["type"] in PLAYED}
    return (in_body | {story.lead_media_id}) - {None}


def plain_text(story) -> str:
    """Headline, sapo and body, one block a line."""
    return "\n".join(part for part in [story.title, story.sapo, body_text(story.body)] if part)


def body_text(body) -> str:
    return "\n".join(line for block in body if (line := block_text(block.block_type, block.value)))


def block_text(kind: str, value) -> str:
    """The words a reader sees in one block; embeds and related stories have none of their own."""
    match kind:
        case "heading":
            return value
        case "paragraph":
            return words_of_html(value["text"])
        case "facts":
            return f"{value['title']}\n{words_of_html(value['text'])}"
        case "quote":
            return " ".join(value[part] for part in ("text", "name", "role") if value[part])
        case "picture" | "video" | "audio":
            return value["caption"] or ""
        case "gallery":
            return "\n".join(item["caption"] for item in value["pictures"] if item["caption"])
        case "table":
            rows = (value["table"] or {}).get("data") or []
            return "\n".join(" ".join(cell or "" for cell in row) for row in rows)
    return ""


def words_of_html(rich_text) -> str:
    source = getattr(rich_text, "source", rich_text) or ""
    return unescape(_TAG.sub("", _LINE_END.sub("\n", source))).strip()
