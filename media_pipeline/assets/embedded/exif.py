"""EXIF 3.0: what a camera writes. Place is not taken from GPS: where a reporter stood is nobody's business."""

from datetime import datetime

from PIL.ExifTags import IFD, Base
from PIL.Image import Exif

from media_pipeline.assets.embedded.facts import Facts, facts
from media_pipeline.assets.embedded.text import decode

# Written by cameras where a caption should be.
MAKERS = ("digital camera", "dsc", "dcim", "img", "screenshot", "default", "binary comment", "jpeg")


def read(exif: Exif) -> Facts:
    camera = exif.get_ifd(IFD.Exif)
    caption = text(exif.get(Base.ImageDescription))
    if len(caption.split()) <= 4 and any(maker in caption.lower() for maker in MAKERS):
        caption = ""
    return facts(
        caption=caption,
        creator=text(exif.get(Base.Artist)),
        rights=text(exif.get(Base.Copyright)),
        taken_on=moment(text(camera.get(Base.DateTimeOriginal)), text(camera.get(Base.OffsetTimeOriginal))),
    )


def text(value) -> str:
    """Pillow reads every string as latin-1; what is really there is UTF-8 as often as not."""
    if isinstance(value, str):
        value = value.encode("latin-1", "ignore")
    return decode(value.strip(b"\x00 ")) if isinstance(value, bytes) else ""


def moment(taken: str, offset: str) -> datetime | None:
    try:
        found = datetime.strptime(taken.strip(), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007  a camera's clock has no zone
    except ValueError:
        return None
    try:
        return datetime.fromisoformat(f"{found:%Y-%m-%dT%H:%M:%S}{offset.strip()}")
    except ValueError:
        return found
