"""Small frames for the seek bar: how many, how large, and the WebVTT that names them."""

from dataclasses import dataclass


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
    """For a film shown at `width` × `height`: at most a hundred frames, 160 wide (90 wide when upright)."""
    raise NotImplementedError


def webvtt(grid: Grid, duration: float, *, sprite: str = "sprite.jpg") -> str:
    raise NotImplementedError
