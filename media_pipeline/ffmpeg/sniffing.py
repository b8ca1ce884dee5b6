"""The first bytes of a file, for a better sentence than "not media": nothing is trusted because of them."""

import struct
from pathlib import Path

from media_pipeline.ffmpeg.refusals import MediaRefused

HEAD = 4096
# As much of an index as is read to find its codecs.
INDEX = 16 * 2**20
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"8BPS", b"<svg")
STILL_BRANDS = {b"heic", b"heix", b"mif1", b"msf1", b"avif", b"avis"}
MEDIA = (
    b"\0\0\x01\xba",
    b"\x1a\x45\xdf\xa3",
    b"RIFF",
    b"ID3",
    b"\x47",
    b"OggS",
    b"fLaC",
    b"\x30\x26\xb2\x75",
    b"\x06\x0e\x2b\x34",
    b"\xff",
    b"#!AMR",
    b"FORM",
    b"caff",
)
PLAYLISTS = (b"#extm3u", b"ffconcat", b"v=0", b"[playlist]", b"[reference]")


def refuse_what_is_not_media(head: bytes) -> None:
    """Raises MediaRefused for an empty file, a picture, a playlist."""
    if not head:
        raise MediaRefused("empty")
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(PICTURES) or b"<svg" in start[:1024].lower() or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        raise MediaRefused("picture")
    if head[4:8] == b"ftyp" and head[8:12] in STILL_BRANDS:
        raise MediaRefused("picture")
    if start.lower().startswith(PLAYLISTS) or b"<mpd" in start[:1024].lower() or b"<smil" in start[:1024].lower():
        raise MediaRefused("playlist")


def unopened(head: bytes) -> str:
    """The code for a file that the prober could not open."""
    if head[4:8] in {b"ftyp", b"mdat", b"wide", b"moov", b"skip", b"free"}:
        return "unfinished"
    return "unreadable" if head.startswith(MEDIA) else "not_media"


def locked(path: Path) -> bool:
    """Whether an ISO file's streams are encrypted (ISO/IEC 23001-7, FairPlay): the prober names the codec under the lock."""
    with path.open("rb") as file:
        while len(head := file.read(16)) == 16:
            size, kind, long = struct.unpack(">I4sQ", head)
            size = long if size == 1 else size
            if kind == b"moov":
                index = head + file.read(min(max(size, 16), INDEX) - 16)
                return b"sinf" in index and any(name in index for name in (b"encv", b"enca", b"drms", b"drmi"))
            if size < 8:
                return False
            file.seek(size - 16, 1)
    return False
