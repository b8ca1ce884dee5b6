"""Text as it may enter the newsroom: NFC, without characters nobody can see."""

import re
import unicodedata

# Zero-width and direction marks, soft hyphen, byte order mark. The joiner stays inside an emoji, where it is drawn.
_INVISIBLE = re.compile(
    "[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]|(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff]")
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n{3,}")


def nfc(text: str) -> str:
    """The composed form. U+0306 over ê ô ơ ư has no composed form and stays a code point of its own."""
    return unicodedata.normalize("NFC", text)


def clean_text(text: str) -> str:
    """Lines kept, runs of blanks become one, at most one empty line in a row; safe to store in any database."""
    visible = _INVISIBLE.sub("", _CONTROL.sub("", _LINE_END.sub("\n", text)))
    lines = (line.strip() for line in _BLANKS.sub(" ", visible).split("\n"))
    return nfc(_BLANK_LINES.sub("\n\n", "\n".join(lines)).strip())


def clean_line(text: str, *, max_length: int | None = None) -> str:
    """One line: as `clean_text`, with line ends turned into blanks; cut to `max_length` characters, never inside a letter."""
    line = " ".join(clean_text(text).split())
    if max_length is None or len(line) <= max_length:
        return line
    while max_length > 0 and unicodedata.combining(line[max_length]):
        max_length -= 1
    return line[:max_length].rstrip()
