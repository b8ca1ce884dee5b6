"""For browsers and telephones: one decode, one process, all outputs."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ffmpeg

from media_pipeline.ffmpeg import storyboard
from media_pipeline.ffmpeg.binaries import Binaries
from media_pipeline.ffmpeg.command import Stream, argv, cap, opened
from media_pipeline.ffmpeg.facts import Probe, Video
from media_pipeline.ffmpeg.filters import copies, for_jpeg, progressive, sized, steady, stereo
from media_pipeline.ffmpeg.ladder import Ladder, Rung
from media_pipeline.ffmpeg.levels import AAC, MP3, Sound

SEGMENT = 6
AUDIO = "a"
CLEAN = {"map_metadata": -1, "map_chapters": -1}
TAGS = {"color_primaries": "bt709", "color_trc": "bt709", "colorspace": "bt709"}


def web_video(
    source: Path,
    out: Path,
    probe: Probe,
    ladder: Ladder,
    *,
    sound: Sound | None,
    rungs: Sequence[Rung] | None = None,
    with_audio: bool = True,
    with_sprite: bool = True,
    growing: bool = False,
    cores: int = 2,
    binaries: Binaries | None = None,
) -> list[str]:
    """Makes out/hls/{rung}/, out/hls/a/, out/img/sprite.jpg.

    `rungs` None: the whole ladder. Urgent: first `rungs=[ladder.first], with_sprite=False, growing=True` (playlists grow
    while it runs), then `rungs=ladder.rest, with_audio=False`. `sound` is `Analysis.sound`; None leaves the level as it is.
    """
    assert probe.video
    made = list(ladder.rungs if rungs is None else rungs)
    copied = [rung for rung in made if ladder.copies_top and rung == ladder.rungs[0]]
    encoded = [rung for rung in made if rung not in copied]
    film, ends = opened(source), cap(probe)
    outputs = [_hls(film[str(probe.video.index)], out, rung.name, growing, {"c:v": "copy", **ends}) for rung in copied]
    frames, board = _frames(film, probe.video, ladder, encoded, with_sprite)
    for rung, stream in zip(encoded, frames, strict=True):
        outputs.append(_hls(stream, out, rung.name, growing, {**_x264(rung, ladder, cores), **ends}))
    if board is not None:
        outputs.append(_sprite(board, out, probe))
    if with_audio and probe.audio:
        outputs.append(_aac(stereo(film[str(probe.audio.index)], sound), out, growing, ends))
    return argv(*outputs, binaries=binaries)


def web_audio(
    source: Path, out: Path, probe: Probe, *, sound: Sound | None, binaries: Binaries | None = None
) -> list[str]:
    """Makes out/hls/a/ and out/audio/a.mp3."""
    assert probe.audio
    _folder(out / "audio")
    ends = cap(probe)
    streaming, podcast = copies(stereo(opened(source)[str(probe.audio.index)], sound), 2, kind="asplit")
    mp3 = {**MP3, "id3v2_version": 3, **CLEAN, **ends}
    return argv(
        _aac(streaming, out, False, ends),
        podcast.output(str(out / "audio" / "a.mp3"), format="mp3", **mp3),
        binaries=binaries,
    )


def _frames(
    film: Stream, video: Video, ladder: Ladder, encoded: Sequence[Rung], with_sprite: bool
) -> tuple[list[Stream], Stream | None]:
    """A stream for each rung, and one more of the smallest for the sprite."""
    if not encoded and not with_sprite:
        return [], None
    largest = encoded[0] if encoded else ladder.rungs[-1]
    rate = max([rung.frame_rate for rung in encoded], default=ladder.frame_rate)
    base = steady(sized(progressive(film[str(video.index)], video), video, largest.width, largest.height), rate)
    streams = []
    for number, (rung, stream) in enumerate(zip(encoded, copies(base, max(1, len(encoded))), strict=False)):
        if number:
            stream = stream.filter("scale", rung.width, rung.height, flags="bicubic").filter("setsar", 1)
        streams.append(stream if rung.frame_rate == rate else steady(stream, rung.frame_rate))
    if not with_sprite:
        return streams, None
    if not encoded:
        return [], base
    streams[-1], board = copies(streams[-1], 2)
    return streams, board


def _x264(rung: Rung, ladder: Ladder, cores: int) -> dict[str, Any]:
    """Keyframes every two seconds in every rung; beside a copied one, where it has them."""
    if ladder.copies_top:
        keyframes = {"force_key_frames": "source", "g": 10 * max(1, round(rung.frame_rate))}
    else:
        keyframes = {"g": rung.gop, "keyint_min": rung.gop}
    return {
        "c:v": "libx264",
        "preset": rung.preset,
        "crf": rung.crf,
        "maxrate": f"{rung.max_rate}k",
        "bufsize": f"{2 * rung.max_rate}k",
        "profile:v": "high",
        "level": rung.level,
        "sc_threshold": 0,
        "flags": "+cgop",
        "threads:v": cores,
        **keyframes,
        **TAGS,
    }


def _aac(stream: Stream, out: Path, growing: bool, ends: dict[str, float]) -> Stream:
    return _hls(stream, out, AUDIO, growing, {**AAC, **ends})


def _hls(stream: Stream, out: Path, name: str, growing: bool, options: dict[str, Any]) -> Stream:
    folder = _folder(out / "hls" / name)
    return stream.output(
        str(folder / "index.m3u8"),
        format="hls",
        hls_time=SEGMENT,
        hls_playlist_type="event" if growing else "vod",
        hls_segment_type="fmp4",
        hls_flags="independent_segments+temp_file",
        hls_fmp4_init_filename="init.mp4",
        hls_segment_filename=str(folder / "%05d.m4s"),
        # Else each output is moved by its own delay (80 ms of B-frames, 21 ms of AAC), and the sound runs ahead of the picture.
        avoid_negative_ts="disabled",
        **CLEAN,
        **options,
    )


def _sprite(stream: Stream, out: Path, probe: Probe) -> Stream:
    assert probe.video
    grid = storyboard.grid(probe.duration, probe.video.width, probe.video.height)
    # The first frame of each stretch; compared by its number, so that nothing adds up over hours.
    fresh = f"isnan(prev_selected_t)+gt(floor(t/{grid.every}),floor(prev_selected_t/{grid.every}))"
    stream = for_jpeg(stream.filter("select", fresh), grid.width, grid.height)
    first, all_frames = copies(stream, 2)
    # ffmpeg says nothing of its progress before each output has begun, and the sheet is not there before the end: something
    # of its size comes first and is written over.
    begin = first.filter("trim", end_frame=1).filter("scale", grid.columns * grid.width, grid.rows * grid.height)
    sheet = all_frames.filter("tile", f"{grid.columns}x{grid.rows}")
    both = ffmpeg.concat(begin.filter("setsar", 1), sheet.filter("setsar", 1), n=2, v=1, a=0)
    target = _folder(out / "img") / "sprite.jpg"
    return both.output(str(target), format="image2", **{"frames:v": 2, "update": 1, "q:v": 5, **CLEAN})


def _folder(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    return path
