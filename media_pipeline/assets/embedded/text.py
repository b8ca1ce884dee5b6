"""Bytes of unknown charset to clean NFC text."""

import re
import unicodedata

# Zero-width and bidirectional marks: nothing a caption needs, and a way to hide words.
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def decode(raw: bytes, *, charset: str = "") -> str:
    """UTF-8 if it is UTF-8, else the charset the file names, else what Windows in Việt Nam wrote."""
    for candidate in ("utf-8", charset or "cp1258"):
        try:
            return raw.decode(candidate)
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("latin-1")


def tidy(text: str, limit: int = 5000) -> str:
    """NFC, one space between words, no invisible characters, cut between letters and never inside one."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = CONTROL.sub(" ", INVISIBLE.sub("", text))
    lines = (" ".join(line.split()) for line in unicodedata.normalize("NFC", text).split("\n"))
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return cut(text, limit).strip()


def cut(text: str, limit: int) -> str:
    """At most `limit` characters; a letter keeps its marks or goes with them."""
    end = limit
    while 0 < end < len(text) and unicodedata.combining(text[end]):
        end -= 1
    return text[:end]


def cut_bytes(text: str, limit: int) -> bytes:
    """At most `limit` bytes of UTF-8, between letters."""
    return cut(text, len(text.encode()[:limit].decode(errors="ignore"))).encode()


def line(text: str, limit: int) -> str:
    return tidy(" ".join(text.split()), limit)
