from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from PIL.Image import Image

from media_pipeline.assets.embedded import exif, iptc, xmp
from media_pipeline.assets.embedded.facts import Facts

HOME = ZoneInfo("Asia/Ho_Chi_Minh")
IIM = 0x0404  # the Photoshop resource that holds IPTC-IIM
FIRST_PHOTOGRAPH = datetime(1826, 1, 1, tzinfo=UTC)


def read(image: Image, *, now: datetime) -> Facts:
    """Caption, credit, rights, place, date and AI mark of an opened file: XMP, then IPTC, then EXIF, as MWG advises.

    A block that cannot be read says nothing; it never keeps a picture out.
    Source: Metadata Working Group, Guidelines for Handling Image Metadata 2.0, §3.
    """
    found = Facts()
    for block in (_xmp, _iptc, _exif):
        try:
            found = found.over(block(image))
        except Exception:  # noqa: BLE001, S112  parsers of hostile bytes fail in ways that no list holds
            continue
    return replace(found, taken_on=plausible(found.taken_on, now=now))


def plausible(taken_on: datetime | None, *, now: datetime) -> datetime | None:
    """A clock without a zone is one of ours; one that is ahead of us is wrong."""
    if taken_on is None:
        return None
    try:
        taken_on = (taken_on if taken_on.tzinfo else taken_on.replace(tzinfo=HOME)).astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return taken_on if FIRST_PHOTOGRAPH < taken_on < now + timedelta(days=1) else None


def _xmp(image: Image) -> Facts:
    packet = image.info.get("xmp") or b""
    return xmp.read(packet if isinstance(packet, bytes) else packet.encode()) if packet else Facts()


def _iptc(image: Image) -> Facts:
    resources = image.info.get("photoshop")
    data = resources.get(IIM) if isinstance(resources, dict) else None
    return iptc.read(data) if isinstance(data, bytes) else Facts()


def _exif(image: Image) -> Facts:
    return exif.read(exif.exif_of(image))
