"""Whether a run may be published: everything it promises is there, plays, and is as long as the source."""

import hashlib
import json
import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from PIL import Image

from media_pipeline.ffmpeg import hls, inspection
from media_pipeline.ffmpeg.binaries import Binaries, find
from media_pipeline.ffmpeg.facts import Probe
from media_pipeline.ffmpeg.ladder import Ladder, Rung
from media_pipeline.ffmpeg.levels import Measured
from media_pipeline.ffmpeg.loudness import measure
from media_pipeline.ffmpeg.refusals import MediaRefused
from media_pipeline.ffmpeg.runner import Failed

# Seconds between rungs, or a frame of the slowest.
APART = 0.1
# A copied rung ends with its last frame; an encoded one holds that frame as long as the source's edit list says.
APART_AT_THE_END = 0.5
# Programs beside each other, most of whose time is their start.
AT_ONCE = 2
# Less than this, in seconds, is the rounding of frames.
LEAST_LOSS = 0.25


class NotWhole(Exception):
    """The run must not be published: code `not_whole`. `str()` says what is wrong, for technicians."""

    code = "not_whole"


@dataclass(frozen=True)
class Facts:
    """What was made.

    `duration`: seconds a player will show. `damaged`: (declared, produced) seconds, when the source gave less than it
    declared; a warning. `outputs`: by "1080", "a", "mp4", "mp3", "poster", "sprite": {"bytes", and what applies of "width",
    "height", "frame_rate", "bit_rate", "duration", "codec"}. `files`: {"path", "bytes", "sha256"} of the whole folder.
    """

    duration: float
    damaged: tuple[float, float] | None
    loudness: Measured | None
    outputs: dict[str, dict[str, Any]]
    files: list[dict[str, Any]]

    def manifest(self) -> str:
        """JSON for manifest.json."""
        return json.dumps({"duration": self.duration, "outputs": self.outputs, "files": self.files}, indent=1)


def verify_run(
    folder: Path,
    source: Probe,
    *,
    ladder: Ladder | None = None,
    rungs: Sequence[Rung] | None = None,
    scratch: Path,
    binaries: Binaries | None = None,
) -> Facts:
    """Of a whole run, or of a partial one when `rungs` says what it has. `ladder` None: a sound file. Raises NotWhole."""
    binaries = binaries or find()
    wanted = list(rungs if rungs is not None else ladder.rungs if ladder else ())
    try:
        playlists = {rung.name: hls.read(folder / "hls" / rung.name) for rung in wanted}
        sound = hls.read(folder / "hls" / hls.AUDIO) if source.audio else None
        with ThreadPoolExecutor(AT_ONCE) as pool:
            heard = pool.submit(_heard, sound, scratch, binaries)
            looked = pool.map(lambda rung: _rung(playlists[rung.name], rung, scratch, binaries), wanted)
            outputs = {rung.name: facts for rung, facts in zip(wanted, looked, strict=True)}
            loudness = heard.result()
        if sound:
            outputs[hls.AUDIO] = _stream(sound)
        everything = [*playlists.values(), *([sound] if sound else [])]
        produced = max(playlist.duration for playlist in everything)
        outputs |= _single_files(folder, produced, binaries)
    except (hls.Malformed, MediaRefused, Failed, OSError) as error:
        raise NotWhole(str(error)) from error
    slowest = min((float(rung.frame_rate) for rung in wanted), default=25.0)
    _agree(list(playlists.values()), apart=max(APART, 1 / slowest))
    for playlist in everything:
        if not playlist.ended:
            raise NotWhole(f"{playlist.folder.name}: no end")
    return Facts(
        duration=produced,
        damaged=_damaged(source.duration, produced),
        loudness=loudness,
        outputs=outputs,
        files=_listed(folder),
    )


def _heard(sound: hls.Playlist | None, scratch: Path, binaries: Binaries) -> Measured | None:
    return measure(sound.folder / "index.m3u8", scratch, sound.duration, binaries=binaries) if sound else None


def _rung(playlist: hls.Playlist, rung: Rung, scratch: Path, binaries: Binaries) -> dict[str, Any]:
    """Its beginning opened as a player would: the size and format it promises."""
    beginning = scratch / f"{rung.name}.mp4"
    with beginning.open("wb") as joined:
        for name in (playlist.init, playlist.segments[0].name):
            with (playlist.folder / name).open("rb") as part:
                shutil.copyfileobj(part, joined)
    found = inspection.described(beginning, binaries)["streams"][0]
    beginning.unlink()
    seen = (found.get("width"), found.get("height"), found.get("pix_fmt"), found.get("sample_aspect_ratio", "1:1"))
    if seen != (rung.width, rung.height, "yuv420p", "1:1"):
        raise NotWhole(f"{rung.name}: {seen}, not {rung.width}×{rung.height}")
    facts = {"width": rung.width, "height": rung.height, "frame_rate": round(float(rung.frame_rate), 3)}
    return {**facts, **_stream(playlist), "codec": hls.video_codec(playlist)}


def _stream(playlist: hls.Playlist) -> dict[str, Any]:
    return {
        "bytes": sum(segment.bytes for segment in playlist.segments),
        "duration": round(playlist.duration, 3),
        "bit_rate": playlist.average_rate,
    }


def _agree(playlists: Sequence[hls.Playlist], *, apart: float) -> None:
    """All rungs are cut at the same times: a player may change anywhere."""
    for one, other in pairwise(playlists):
        names = f"{one.folder.name} and {other.folder.name}"
        if len(one.segments) != len(other.segments):
            raise NotWhole(f"{names}: {len(one.segments)} and {len(other.segments)} segments")
        for first, second in zip(one.segments, other.segments, strict=True):
            allowed = APART_AT_THE_END if first is one.segments[-1] else apart
            if abs(first.seconds - second.seconds) > allowed:
                raise NotWhole(f"{names}: {first.name} lasts {first.seconds} and {second.seconds}")


def _damaged(declared: float, produced: float) -> tuple[float, float] | None:
    short = declared - produced
    return (declared, produced) if short > 1 or short > max(LEAST_LOSS, 0.02 * declared) else None


def _single_files(folder: Path, produced: float, binaries: Binaries) -> dict[str, dict[str, Any]]:
    """MP4, MP3 and pictures, those that are there, each opened."""
    found = {}
    for path in [*folder.glob("mp4/*.mp4"), *folder.glob("audio/*.mp3")]:
        seconds = float(inspection.described(path, binaries)["format"].get("duration") or 0)
        if abs(seconds - produced) > max(0.5, 0.01 * produced):
            raise NotWhole(f"{path.name}: {seconds} s, not {produced}")
        found[path.suffix[1:]] = {"bytes": path.stat().st_size, "duration": round(seconds, 3)}
    for path in folder.glob("img/*.jpg"):
        with Image.open(path) as image:
            found[path.stem] = {"bytes": path.stat().st_size, "width": image.width, "height": image.height}
    return found


def _listed(folder: Path) -> list[dict[str, Any]]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    listed = []
    for path in files:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        listed.append({"path": path.relative_to(folder).as_posix(), "bytes": path.stat().st_size, "sha256": digest})
    return listed
