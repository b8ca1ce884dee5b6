"""Small frames for the seek bar: how many, how large, and the WebVTT that names them."""

import math
from dataclasses import dataclass

MOST = 100
ACROSS = 10
LEAST_SECONDS = 2.0


@dataclass(frozen=True)
class Grid:
    """A sprite of `columns` × `rows` frames, one every `every` seconds, each `width` × `height`."""

    every: float
    columns: int
    rows: int
    count: int
    width: int
    height: int


def grid(duration: float, width: int, height: int) -> Grid:
    """For a film shown at `width` × `height`: at most a hundred frames, 160 on their long side."""
    every = max(LEAST_SECONDS, math.ceil(duration * 1000 / MOST) / 1000)
    count = max(1, math.ceil(duration / every - 0.001))
    columns = min(ACROSS, count)
    scale = 160 / max(width, height)
    return Grid(every, columns, math.ceil(count / columns), count, _even(width * scale), _even(height * scale))


def webvtt(grid: Grid, duration: float, *, sprite: str = "sprite.jpg") -> str:
    """A cue for each frame: `sprite.jpg#xywh=160,0,160,90`."""
    cues = ["WEBVTT"]
    for number in range(grid.count):
        row, column = divmod(number, grid.columns)
        begin, end = number * grid.every, min(duration, (number + 1) * grid.every)
        place = f"{column * grid.width},{row * grid.height},{grid.width},{grid.height}"
        cues.append(f"{_clock(begin)} --> {_clock(end)}\n{sprite}#xywh={place}")
    return "\n\n".join(cues) + "\n"


def _even(size: float) -> int:
    return max(2, round(size / 2) * 2)


def _clock(seconds: float) -> str:
    whole = round(seconds * 1000)
    return f"{whole // 3_600_000:02}:{whole // 60_000 % 60:02}:{whole // 1000 % 60:02}.{whole % 1000:03}"
