"""What a file is called, as the person called it: never a path, always composed, short enough for any disk."""

from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from media_pipeline.assets.embedded.text import cut, line

# What phones, cameras and recorders write. The name only stops a plain mistake: ffprobe decides what a file is.
MEDIA = {
    "3g2", "3gp", "aac", "aif", "aiff", "amr", "asf", "avi", "caf", "flac", "flv", "m2t", "m2ts", "m4a", "m4v", "mka",
    "mkv", "mov", "mp2", "mp3", "mp4", "mpeg", "mpg", "mts", "mxf", "oga", "ogg", "ogv", "opus", "ts", "vob", "wav",
    "webm", "wma", "wmv",
}  # fmt: skip
ACCEPT = ",".join(["video/*", "audio/*", *(f".{extension}" for extension in sorted(MEDIA))])
LONGEST = 180


def plain(name: str) -> str:
    r"""“C:\DCIM\IMG_1.MOV”, “../../a.mp4” → the last part, in NFC, without control characters."""
    name = line(name.replace("\\", "/").rpartition("/")[2], 1000).strip(". ")
    path = PurePosixPath(name or _("Tệp không tên"))
    suffix = path.suffix[:10]
    return cut(path.name.removesuffix(path.suffix), LONGEST - len(suffix)) + suffix


def calls_itself_media(name: str, mime: str) -> bool:
    return PurePosixPath(name).suffix[1:].lower() in MEDIA or mime.partition("/")[0] in {"video", "audio"}
