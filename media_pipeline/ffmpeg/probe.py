"""What a file is: found by opening it under guard; its name counts for nothing."""

from pathlib import Path
from typing import Any

from media_pipeline.ffmpeg import inspection, streams
from media_pipeline.ffmpeg.binaries import Binaries, find
from media_pipeline.ffmpeg.facts import Audio, Probe, Video
from media_pipeline.ffmpeg.guard import FileLimits
from media_pipeline.ffmpeg.refusals import MediaRefused, spoken
from media_pipeline.ffmpeg.sniffing import HEAD, locked, refuse_what_is_not_media, unopened

__all__ = ["Audio", "Probe", "Video", "probe"]

# Enough to know whether a film is steady and how often it has a keyframe.
LOOK = 60
# Bit/s of a whole file, above which no stream of it is kept as a rung.
KEPT_RATE = 9_000_000


def probe(path: Path, *, limits: FileLimits | None = None, binaries: Binaries | None = None) -> Probe:
    """Raises MediaRefused for everything that must not come in. Takes seconds; needs no network and little memory."""
    limits, binaries = limits or FileLimits(), binaries or find()
    path = path.resolve()
    size = path.stat().st_size
    if size > limits.bytes:
        raise MediaRefused("too_large", size=round(size / 2**30, 1), limit=limits.bytes // 2**30)
    with path.open("rb") as file:
        head = file.read(HEAD)
    refuse_what_is_not_media(head)
    try:
        said = inspection.described(path, binaries)
    except MediaRefused as refused:
        if refused.code == "unreadable":
            raise MediaRefused(unopened(head), detail=refused.detail) from None
        raise
    shown = said.get("streams", [])
    if len(shown) > limits.streams:
        raise MediaRefused("too_many_streams", count=len(shown), limit=limits.streams)
    if "mp4" in said["format"]["format_name"] and locked(path):
        raise MediaRefused("encrypted")
    usable = [stream for stream in shown if stream.get("codec_name") not in {None, "none", "unknown"}]
    films = [stream for stream in usable if stream["codec_type"] == "video"]
    sounds = [stream for stream in usable if stream["codec_type"] == "audio"]
    moving = [stream for stream in films if not stream.get("disposition", {}).get("attached_pic")]
    if not moving and not sounds:
        raise MediaRefused("no_streams")
    _check_size(moving, limits)
    duration = _declared(said)
    _check_duration(duration, limits)
    packets = _packets(path, binaries, moving, duration, size)
    duration = duration or max((packet.start + packet.length for packet in packets), default=0.0)
    if duration <= 0:
        raise MediaRefused("no_duration")
    _check_duration(duration, limits)
    video = streams.video(moving[0], packets) if moving else None
    if video and video.frame_rate > limits.frame_rate:
        raise MediaRefused("too_many_frames", rate=round(float(video.frame_rate)), limit=round(limits.frame_rate))
    return Probe(
        container=said["format"]["format_name"],
        duration=duration,
        size=size,
        bit_rate=round(size * 8 / duration),
        streams=len(shown),
        video=video,
        audio=streams.audio(sounds[0]) if sounds else None,
        cover=len(films) > len(moving),
    )


def _packets(
    path: Path, binaries: Binaries, films: list[dict[str, Any]], duration: float, size: int
) -> list[inspection.Packet]:
    """The whole film's where its own stream may be kept, its first minute's where not; of sound only to find its length."""
    if not films:
        return [] if duration else inspection.packets(path, binaries, stream="a:0")
    may_be_kept = films[0]["codec_name"] == "h264" and duration and 8 * size / duration <= KEPT_RATE
    look = None if may_be_kept or not duration else LOOK
    return inspection.packets(path, binaries, stream="V:0", seconds=look)


def _declared(said: dict[str, Any]) -> float:
    """Seconds the file declares; 0 where it declares nothing, or the prober only guesses."""
    stated = said.get("format", {}).get("duration")
    return 0.0 if said.get("estimated") or stated in (None, "N/A") else float(stated)


def _check_size(films: list[dict[str, Any]], limits: FileLimits) -> None:
    for stream in films:
        width, height = int(stream.get("width") or 0), int(stream.get("height") or 0)
        if max(width, height) > limits.width or min(width, height) > limits.height:
            raise MediaRefused("too_many_pixels")
        if not width or not height:
            raise MediaRefused("unreadable")


def _check_duration(duration: float, limits: FileLimits) -> None:
    if duration > limits.seconds:
        raise MediaRefused("too_long", duration=spoken(duration), limit=spoken(limits.seconds))
