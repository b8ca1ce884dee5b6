"""EXIF 3.0: what a camera writes. Place is not taken from GPS: where a reporter stood is nobody's business."""

from datetime import datetime

from PIL.ExifTags import IFD, Base
from PIL.Image import Exif, Image, Transpose

from media_pipeline.assets.embedded.facts import Facts, facts
from media_pipeline.assets.embedded.text import decode

# Written by cameras where a caption should be.
MAKERS = ("digital camera", "dsc", "dcim", "img", "screenshot", "default", "binary comment", "jpeg")

SIDEWAYS = {5, 6, 7, 8}  # orientations that swap width and height
TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT, 3: Transpose.ROTATE_180, 4: Transpose.FLIP_TOP_BOTTOM, 5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270, 7: Transpose.TRANSVERSE, 8: Transpose.ROTATE_90,
}  # fmt: skip


def exif_of(image: Image) -> Exif:
    """Of the header alone: asked for the EXIF of a PNG that has none there, Pillow decodes it all to look behind."""
    return Exif() if image.format == "PNG" and "exif" not in image.info else image.getexif()


def orientation_of(image: Image) -> int:
    """1 to 8; anything else in the file means 1."""
    found = exif_of(image).get(Base.Orientation, 1)
    return found if found in TURNS else 1


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
