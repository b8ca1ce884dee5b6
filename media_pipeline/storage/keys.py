"""The names of objects: what may be one, who may read it, and how it is served.

src/{asset}/{sha256}.{ext}             originals
runs/{asset}/{run}/hls/master.m3u8 …   what readers get
growing/{asset}/{run}/master.m3u8 …    playlists of a run under way: readers see what there is so far
tmp/…                                  gone after a day
"""

import mimetypes
import unicodedata
from pathlib import PurePosixPath

KINDS = {"src": False, "runs": True, "growing": True, "tmp": False}
"""First part of a key → whether anybody may read it."""

FOREVER = "public, max-age=31536000, immutable"
A_MOMENT = "public, max-age=2"  # a player asks again after a segment's length
PRIVATE = "private, no-store"

# Apple's HLS authoring specification for the first three; the rest as registered with IANA.
TYPES = {
    ".m3u8": "application/vnd.apple.mpegurl",
    ".m4s": "video/mp4",
    ".mp4": "video/mp4",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".opus": "audio/ogg",
    ".vtt": "text/vtt",
    ".json": "application/json",
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".mxf": "application/mxf",
    ".wav": "audio/wav",
}


def checked(key: str) -> str:
    """The key in NFC. Raises ValueError for what no store may be asked: `..`, an unknown kind, names too long to be files."""
    key = unicodedata.normalize("NFC", key)
    parts = key.split("/")
    sound = (
        len(parts) > 1
        and parts[0] in KINDS
        and all(part and not part.startswith(".") and len(part.encode()) <= 240 for part in parts)
        and len(key.encode()) <= 1024
        and "\\" not in key
        and all(unicodedata.category(character) != "Cc" for character in key)
    )
    if not sound:
        raise ValueError(f"not a storage key: {key!r}")
    return key


def checked_prefix(prefix: str) -> str:
    """A kind, a slash, and any start of the rest, in NFC. Raises ValueError."""
    checked(f"{prefix}x")
    return unicodedata.normalize("NFC", prefix)


def checked_public(key: str) -> str:
    """Raises ValueError for a kind that is not for readers."""
    key = checked(key)
    if not is_public(key):
        raise ValueError(f"not for readers: {key!r}")
    return key


def is_public(key: str) -> bool:
    return KINDS[key.partition("/")[0]]


def is_lasting(key: str) -> bool:
    """Whether it never changes once it was written."""
    return not key.startswith(("growing/", "tmp/"))


def content_type(key: str) -> str:
    suffix = PurePosixPath(key).suffix.lower()
    return TYPES.get(suffix) or mimetypes.guess_type(f"a{suffix}")[0] or "application/octet-stream"


def cache_control(key: str) -> str:
    if not is_public(key):
        return PRIVATE
    return FOREVER if is_lasting(key) else A_MOMENT
