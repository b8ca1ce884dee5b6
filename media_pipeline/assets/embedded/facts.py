import unicodedata
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import PurePath

from media_pipeline.assets.embedded.text import line, tidy

VIETNAM = {"vietnam", "viet nam", "việt nam", "vnm", "vn"}


@dataclass(frozen=True)
class Facts:
    """What a file says of itself. Empty where it says nothing; `ai` is a value of `Provenance` or empty."""

    caption: str = ""
    credit: str = ""
    rights: str = ""
    place: str = ""
    taken_on: datetime | None = None
    ai: str = ""

    def over(self, other: "Facts") -> "Facts":
        """These, and the other's where these are silent."""
        return Facts(*(getattr(self, field.name) or getattr(other, field.name) for field in fields(Facts)))


def facts(*, caption="", creator="", agency="", rights="", places=(), taken_on=None, ai="") -> Facts:
    """Facts within the columns of Picture. By-line and agency are written as TTXVN writes them: "Anh Dũng/TTXVN"."""
    creator, agency = line(creator, 160), line(agency, 160)
    names = dict.fromkeys(name for name in (creator, agency) if name)
    return Facts(
        caption=tidy(caption),
        credit=line("/".join(names), 160),
        rights=line(rights, 200),
        place=place(places),
        taken_on=taken_on,
        ai=ai,
    )


def place(parts) -> str:
    """Nearest name first. The country is left out of a place in Việt Nam: our readers live there."""
    names = list(dict.fromkeys(name for name in (line(part, 160) for part in parts) if name))
    if len(names) > 1:
        names = [name for name in names if name.casefold() not in VIETNAM]
    return line(", ".join(names), 160)


def title_from(name: str) -> str:
    """A title from a file's name: no folders, no extension, words apart, marks whole."""
    stem = PurePath(unicodedata.normalize("NFC", name).replace("\\", "/")).name
    stem = stem.rsplit(".", 1)[0] if "." in stem.strip(".") else stem.strip(".")
    return line(stem.replace("_", " "), 255) or "Ảnh"
