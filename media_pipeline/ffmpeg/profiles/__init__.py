"""The station's formats: one TOML file each, beside this one."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from media_pipeline.ffmpeg.loudness import Target


@dataclass(frozen=True)
class Profile:
    """A format of a station. `kind` "video" or "audio"; `options`: ffmpeg's output options, as its documentation names them."""

    key: str
    label: str
    kind: str
    extension: str
    pattern: str
    target: Target
    video: dict[str, Any] | None
    audio: dict[str, Any]
    options: dict[str, Any]

    def file_name(self, *, on: date, slug: str, id: str | int) -> str:
        """`20261126_mua-kho-o-dau-nguon_1a2b3c4.mxf`"""
        raise NotImplementedError


@cache
def profiles() -> dict[str, Profile]:
    """By key, in the order of their labels."""
    raise NotImplementedError


def named(key: str) -> Profile:
    """Raises KeyError."""
    return profiles()[key]
