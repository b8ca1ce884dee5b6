"""Which ffmpeg this machine runs: the system's, or the one that pip brought, with PyAV to probe."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache

import imageio_ffmpeg

# "system" or "pip"; empty: the system's where it has both programs.
CHOICE = "MEDIA_FFMPEG"


@dataclass(frozen=True)
class Binaries:
    """Absolute paths; `ffprobe` is None where PyAV does its work. `version` as the program prints it: (5, 1), (9, 0)."""

    ffmpeg: str
    ffprobe: str | None
    version: tuple[int, int]


class NoFfmpeg(Exception):
    """Neither the system nor pip has an ffmpeg that runs here."""


def find() -> Binaries:
    """The binaries to use, found once per choice. Raises NoFfmpeg."""
    return _find(os.environ.get(CHOICE, ""))


@cache
def _find(choice: str) -> Binaries:
    ffmpeg, ffprobe = shutil.which("ffmpeg"), shutil.which("ffprobe")
    if choice != "pip" and ffmpeg and ffprobe:
        return Binaries(ffmpeg, ffprobe, _version(ffmpeg))
    if choice == "system":
        raise NoFfmpeg("ffmpeg và ffprobe chưa được cài vào hệ thống")
    try:
        shipped = imageio_ffmpeg.get_ffmpeg_exe()
    except RuntimeError as error:
        raise NoFfmpeg(str(error)) from None
    return Binaries(shipped, None, _version(shipped))


def _version(ffmpeg: str) -> tuple[int, int]:
    first = subprocess.run([ffmpeg, "-version"], capture_output=True, text=True, check=True).stdout.partition("\n")[0]
    found = re.search(r"version n?(\d+)\.(\d+)", first)
    return (int(found[1]), int(found[2])) if found else (0, 0)
