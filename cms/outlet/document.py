"""A public document told in blocks, laid out as the law writes: parts, numbered points, who does what by when."""

import re
from dataclasses import dataclass, field

from django.utils.safestring import SafeString, mark_safe

from newsroom.language import fold
from newsroom.stories.text import words_of_html

_PART = re.compile(r"(?P<number>[IVXLC]+)\.\s+(?P<words>.+)", re.DOTALL)
_SUBPART = re.compile(r"\d+\.\s+.+", re.DOTALL)
_POINT = re.compile(r"\s*(?P<number>\d+\.|[a-zđ]\))\s+")
_DASH = re.compile(r"\s*[-–]\s+")
_PARAGRAPH = re.compile(r"<p[^>]*>(.*?)</p>", re.DOTALL)


@dataclass(slots=True)
class Piece:
    """`kind`: official (the document's own title), part, subpart, point, list, duty, paragraph, sign or block."""

    kind: str
    anchor: str = ""
    number: str = ""
    words: str | SafeString = ""
    rows: list = field(default_factory=list)
    block: object = None


@dataclass(slots=True)
class Entry:
    anchor: str
    words: str
    below: list["Entry"] = field(default_factory=list)


@dataclass(slots=True)
class Layout:
    facts: dict
    pieces: list[Piece]
    contents: list[Entry]


def lay_out(body, facts: dict) -> Layout:
    signature = {fold(facts.get(name, "")) for name in ("signed_for", "signer_title", "signer_name")} - {""}
    pieces: list[Piece] = []
    for block in body:
        for piece in pieces_of(block, signature):
            last = pieces[-1] if pieces else None
            if piece.kind == "part" and not pieces_told(pieces) and fold(piece.words) == fold(facts.get("kind", "")):
                pieces.append(Piece("official", words=piece.words))
            elif last and last.kind == "official" and not last.rows and piece.kind == "paragraph":
                last.rows.append(piece.words)
            elif last and last.kind == piece.kind and piece.kind in ("list", "sign"):
                last.rows += piece.rows
            else:
                pieces.append(piece)
    return Layout(facts, pieces, number(pieces))


def pieces_told(pieces: list[Piece]) -> bool:
    return any(piece.kind != "block" for piece in pieces)


def pieces_of(block, signature: set[str]):
    match block.block_type:
        case "heading":
            yield heading(str(block.value))
        case "paragraph":
            source = block.value["text"]
            for html in _PARAGRAPH.findall(source) or [source]:
                yield paragraph(html, signature)
        case "table":
            yield duty(block)
        case _:
            yield Piece("block", block=block)


def heading(text: str) -> Piece:
    if part := _PART.fullmatch(text):
        return Piece("part", number=part["number"], words=part["words"])
    return Piece("subpart" if _SUBPART.fullmatch(text) else "part", words=text)


def paragraph(html: str, signature: set[str]) -> Piece:
    if fold(words_of_html(html)) in signature:
        return Piece("sign", rows=[words_of_html(html)])
    if dash := _DASH.match(html):
        return Piece("list", rows=[mark_safe(html[dash.end() :])])
    if point := _POINT.match(html):
        return Piece("point", number=point["number"], words=mark_safe(html[point.end() :]))
    return Piece("paragraph", words=mark_safe(html))


def duty(block) -> Piece:
    """A table of one row is a duty: who leads, who helps, by when."""
    rows = (block.value["table"] or {}).get("data") or []
    if len(rows) != 2:
        return Piece("block", block=block)
    return Piece("duty", rows=[(name, value) for name, value in zip(*rows, strict=False) if name and value])


def number(pieces: list[Piece]) -> list[Entry]:
    """Give parts and subparts their anchors; answer the table of contents."""
    contents: list[Entry] = []
    for piece in pieces:
        if piece.kind == "part":
            piece.anchor = f"phan-{len(contents) + 1}"
            contents.append(Entry(piece.anchor, f"{piece.number}. {piece.words}" if piece.number else piece.words))
        elif piece.kind == "subpart":
            below = contents[-1].below if contents else contents
            piece.anchor = f"{contents[-1].anchor if contents else 'phan-0'}-{len(below) + 1}"
            below.append(Entry(piece.anchor, piece.words))
    return contents
