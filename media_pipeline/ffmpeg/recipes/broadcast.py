"""What goes on air, as a station profile says."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import ffmpeg

from media_pipeline.ffmpeg.binaries import Binaries
from media_pipeline.ffmpeg.command import Stream, argv, cap, opened
from media_pipeline.ffmpeg.facts import Probe, Video
from media_pipeline.ffmpeg.filters import copies, progressive, sized, steady, stereo
from media_pipeline.ffmpeg.ladder import FAST
from media_pipeline.ffmpeg.levels import Sound
from media_pipeline.ffmpeg.profiles import Profile


def broadcast(
    source: Path,
    target: Path,
    probe: Probe,
    profile: Profile,
    *,
    sound: Sound | None,
    cores: int = 2,
    binaries: Binaries | None = None,
) -> list[str]:
    """Makes the file `target`. `sound`: from `loudness.analyse(…, target=profile.target, codings=profile.codings)`."""
    film = opened(source)
    streams: list[Stream] = []
    options: dict[str, Any] = {**profile.options, "map_metadata": -1, "map_chapters": -1, **cap(probe)}
    if profile.kind == "video":
        assert probe.video
        streams.append(_picture(film[str(probe.video.index)], probe.video, profile))
        options |= {"threads:v": cores, "color_primaries": "bt709", "color_trc": "bt709", "colorspace": "bt709"}
    heard = stereo(film[str(probe.audio.index)], sound) if probe.audio else None
    if profile.tracks:
        streams += _mono(heard, profile.tracks, probe.duration)
    elif heard is not None:
        streams.append(heard)
    container = options.pop("f")
    return argv(ffmpeg.output(*streams, str(target), format=container, **options), binaries=binaries)


def _picture(film: Stream, video: Video, profile: Profile) -> Stream:
    """In the profile's frame, black beside it where the shape differs; movement kept as fields where there is enough of it."""
    fluid = profile.interlaced and (video.interlaced or video.frame_rate >= FAST)
    film = steady(progressive(film, video, fields=fluid), Fraction(profile.frame_rate * (2 if fluid else 1)))
    scale = min(profile.width / video.width, profile.height / video.height)
    width, height = (min(full, max(2, round(side * scale / 2) * 2)) for full, side in (
        (profile.width, video.width), (profile.height, video.height)
    ))  # fmt: skip
    film = sized(film, video, width, height)
    if (width, height) != (profile.width, profile.height):
        film = film.filter("pad", profile.width, profile.height, "(ow-iw)/2", "(oh-ih)/2").filter("setsar", 1)
    if fluid:
        film = film.filter("tinterlace", "interleave_top", flags="vlpf")
    film = film.filter("format", profile.pixel_format)
    return film.filter("setfield", "tff") if profile.interlaced else film


def _mono(heard: Stream | None, tracks: int, seconds: float) -> list[Stream]:
    """Left and right, then silence."""
    quiet = tracks if heard is None else tracks - 2
    silence = ffmpeg.input("anullsrc=r=48000:cl=mono", f="lavfi", t=round(seconds, 3))["a:0"]
    silent = copies(silence.filter("anull"), quiet, kind="asplit") if quiet else []
    if heard is None:
        return silent
    sides = heard.filter_multi_output("channelsplit", channel_layout="stereo")
    return [sides.stream(0), sides.stream(1), *silent]
