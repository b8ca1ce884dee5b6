"""Playlists: ours are read back, and the master is written here, since ffmpeg's is wrong about rates."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from media_pipeline.ffmpeg.ladder import Rung

AUDIO = "a"
AUDIO_CODEC = "mp4a.40.2"
# Seen first by players that begin with the first line.
FIRST = "720"
SUBTITLES_GROUP = ',SUBTITLES="subs"'


class Malformed(Exception):
    """Not a playlist that we would have written."""


@dataclass(frozen=True)
class Segment:
    name: str
    seconds: float
    bytes: int


@dataclass(frozen=True)
class Playlist:
    """A media playlist and its files. `target` in seconds, as the playlist says."""

    folder: Path
    init: str
    segments: tuple[Segment, ...]
    target: int
    ended: bool

    @property
    def duration(self) -> float:
        return sum(segment.seconds for segment in self.segments)

    @property
    def average_rate(self) -> int:
        """Bits per second."""
        return _rate(self.segments)

    @property
    def peak_rate(self) -> int:
        """Of the busiest run of segments between 0.5 and 1.5 target durations (RFC 8216 §4.3.4.2): a last crumb does not count."""
        rates = [_rate(window) for window in self._windows()]
        return max(rates, default=self.average_rate)

    def _windows(self) -> Iterator[tuple[Segment, ...]]:
        for start in range(len(self.segments)):
            for end in range(start + 1, len(self.segments) + 1):
                window = self.segments[start:end]
                seconds = sum(segment.seconds for segment in window)
                if seconds > 1.5 * self.target:
                    break
                if seconds >= 0.5 * self.target:
                    yield window


@dataclass(frozen=True)
class Subtitles:
    """A folder below hls/ with a WebVTT playlist. `name` is what people read: Tiếng Việt."""

    folder: str
    language: str
    name: str


def read(folder: Path) -> Playlist:
    """Of folder/index.m3u8; every file it names must be there. Raises Malformed."""
    try:
        text = (folder / "index.m3u8").read_text()
    except (OSError, UnicodeDecodeError) as error:
        raise Malformed(f"{folder.name}: {error}") from None
    target = re.search(r"^#EXT-X-TARGETDURATION:(\d+)$", text, re.M)
    init = re.search(r'^#EXT-X-MAP:URI="([^"/]+)"$', text, re.M)
    named = re.findall(r"^#EXTINF:([\d.]+),[^\n]*\n([^#\n/][^\n/]*)$", text, re.M)
    if not text.startswith("#EXTM3U\n") or not target or not init or not named:
        raise Malformed(f"{folder.name}: not a playlist")
    sizes = {name: _size(folder / name) for name in [init[1], *(name for _seconds, name in named)]}
    segments = tuple(Segment(name, float(seconds), sizes[name]) for seconds, name in named)
    return Playlist(folder, init[1], segments, int(target[1]), "\n#EXT-X-ENDLIST" in text)


def master(hls: Path, *, rungs: Sequence[Rung], audio: bool) -> str:
    """The master playlist of the rungs in hls/{name}/ (and hls/a/): 720 first. With no rungs: sound alone. Raises Malformed."""
    sound = read(hls / AUDIO) if audio else None
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    group = ""
    if sound and rungs:
        group = ',AUDIO="audio"'
        lines.append(
            '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="Âm thanh",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",'
            f'URI="{AUDIO}/index.m3u8"'
        )
    for rung in sorted(rungs, key=lambda rung: rung.name != FIRST):
        picture = read(hls / rung.name)
        codecs = ",".join([video_codec(picture), *([AUDIO_CODEC] if sound else [])])
        lines.append(
            f"#EXT-X-STREAM-INF:{_rates(picture, sound)},RESOLUTION={rung.width}x{rung.height},"
            f'FRAME-RATE={float(rung.frame_rate):.3f},CODECS="{codecs}"{group}'
        )
        lines.append(f"{rung.name}/index.m3u8")
    if sound:
        # Without a picture: what a telephone falls back to when the network is very weak.
        lines += [f'#EXT-X-STREAM-INF:{_rates(sound)},CODECS="{AUDIO_CODEC}"{group}', f"{AUDIO}/index.m3u8"]
    return "\n".join(lines) + "\n"


def with_subtitles(text: str, tracks: Sequence[Subtitles]) -> str:
    """A master playlist with these subtitles and no others."""
    lines = [line.replace(SUBTITLES_GROUP, "") for line in text.splitlines() if "TYPE=SUBTITLES" not in line]
    if tracks:
        lines = [line + SUBTITLES_GROUP if line.startswith("#EXT-X-STREAM-INF:") else line for line in lines]
    at = next(number for number, line in enumerate(lines) if line.startswith("#EXT-X-STREAM-INF:"))
    lines[at:at] = [
        f'#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="subs",NAME="{track.name}",LANGUAGE="{track.language}",'
        f'DEFAULT=NO,AUTOSELECT=YES,FORCED=NO,URI="{track.folder}/index.m3u8"'
        for track in tracks
    ]
    return "\n".join(lines) + "\n"


def video_codec(playlist: Playlist) -> str:
    """`avc1.64001f`: profile, constraints and level as the stream itself declares them. Raises Malformed."""
    init = (playlist.folder / playlist.init).read_bytes()
    found = init.find(b"avcC")
    if found < 0:
        raise Malformed(f"{playlist.folder.name}: no H.264 in {playlist.init}")
    return f"avc1.{init[found + 5 : found + 8].hex()}"


def _rates(*playlists: Playlist | None) -> str:
    present = [playlist for playlist in playlists if playlist]
    peak, average = (sum(getattr(one, name) for one in present) for name in ("peak_rate", "average_rate"))
    return f"BANDWIDTH={max(peak, average)},AVERAGE-BANDWIDTH={average}"


def _rate(segments: Sequence[Segment]) -> int:
    seconds = sum(segment.seconds for segment in segments)
    return math.ceil(8 * sum(segment.bytes for segment in segments) / seconds) if seconds else 0


def _size(path: Path) -> int:
    try:
        size = path.stat().st_size
    except OSError:
        raise Malformed(f"{path.parent.name}/{path.name}: missing") from None
    if not size:
        raise Malformed(f"{path.parent.name}/{path.name}: empty")
    return size
