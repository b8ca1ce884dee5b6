"""What `-progress pipe:1` says, line by line."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """How far the output has come. `speed`: seconds of output per second of wall time, None until known."""

    seconds: float
    speed: float | None

    def left(self, seconds: float) -> float | None:
        """Wall seconds until `seconds` of output are made."""
        return max(0.0, seconds - self.seconds) / self.speed if self.speed else None


class Reader:
    """Feed it bytes as they come; it yields a Progress at the end of each block, never going back in time."""

    def __init__(self) -> None:
        self._rest = b""
        self._seconds = 0.0
        self._speed: float | None = None

    def feed(self, data: bytes) -> Iterator[Progress]:
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            name, _, value = line.decode("ascii", "replace").partition("=")
            value = value.strip()
            if name == "out_time_us" and value.lstrip("-").isdigit():
                self._seconds = max(self._seconds, int(value) / 1_000_000)
            elif name == "speed":
                self._speed = _number(value.rstrip("x"))
            elif name == "progress":
                yield Progress(self._seconds, self._speed)


def _number(text: str) -> float | None:
    try:
        return float(text) or None
    except ValueError:
        return None
