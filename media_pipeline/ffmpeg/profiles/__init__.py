"""The station's formats: one TOML file each, beside this one. A station adds its own by adding a file."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from media_pipeline.ffmpeg.levels import Coding, Target


@dataclass(frozen=True)
class Profile:
    """A format of a station. `options`: ffmpeg's output options, by the names its documentation gives them.

    `kind` "video" or "audio": what it can be made from (sound also from a film). `tracks`: mono sound streams; 0: one stereo
    stream. `width`, `height`, `frame_rate`, `interlaced`: of the picture, for "video".
    """

    key: str
    label: str
    kind: str
    extension: str
    pattern: str
    target: Target
    options: dict[str, Any]
    tracks: int = 0
    width: int = 0
    height: int = 0
    frame_rate: int = 0
    interlaced: bool = False
    pixel_format: str = ""

    @property
    def codings(self) -> Sequence[Coding]:
        """What of its sound is lost on the way: none for PCM."""
        if self.options["c:a"].startswith("pcm"):
            return ()
        return ({name: self.options[name] for name in ("c:a", "b:a") if name in self.options},)

    def file_name(self, *, on: date, slug: str, id: str | int) -> str:
        """`20261126_mua-kho-o-dau-nguon_1a2b3c4.mxf`; `slug` ASCII, as addresses have it."""
        values = {"YYYYMMDD": f"{on:%Y%m%d}", "slug": slug, "id": id}
        return f"{self.pattern.format(**values)}.{self.extension}"


@cache
def profiles() -> dict[str, Profile]:
    """By key, films first."""
    found = [_profile(path) for path in Path(__file__).parent.glob("*.toml")]
    return {profile.key: profile for profile in sorted(found, key=lambda one: (one.kind != "video", one.label))}


def named(key: str) -> Profile:
    """Raises KeyError."""
    return profiles()[key]


def _profile(path: Path) -> Profile:
    values = tomllib.loads(path.read_text())
    return Profile(key=path.stem, target=Target(**values.pop("target")), **values)
