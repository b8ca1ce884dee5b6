"""The chains that every recipe shares: from whatever was filmed to square, progressive BT.709; from whatever was heard to stereo."""

from fractions import Fraction
from typing import Any

from media_pipeline.ffmpeg.facts import Video
from media_pipeline.ffmpeg.levels import Sound

# Streams of ffmpeg-python, which has no types.
Stream = Any
# Untagged film below this height was made for BT.601 screens.
HIGH_DEFINITION = 720
# What the limiter leaves free, because it sees samples at 192 kHz and not the curve between them.
HEADROOM = 0.98


def progressive(film: Stream, video: Video, *, fields: bool = False) -> Stream:
    """`fields`: a frame of each field, so that movement stays as fluid as it was."""
    if not video.interlaced:
        return film
    mode = "send_field" if fields else "send_frame"
    return film.filter("bwdif", mode=mode, parity="auto", deint="interlaced")


def sized(film: Stream, video: Video, width: int, height: int) -> Stream:
    """At that size in square pixels, 8 bits, BT.709, television range, and tagged so."""
    if video.hdr:
        film = _tone_mapped(film.filter("scale", width, height, flags="bicubic"), video)
    elif not _stands(video, width, height):
        film = film.filter("scale", width, height, flags="bicubic", **_matrices(video))
    film = film.filter("format", "yuv420p").filter("setsar", 1)
    return film.filter("setparams", range="tv", color_primaries="bt709", color_trc="bt709", colorspace="bt709")


def for_jpeg(film: Stream, width: int | str, height: int) -> Stream:
    """JPEG knows BT.601 in full range alone (JFIF): a picture left in BT.709 shows other colours."""
    film = film.filter("scale", width, height, flags="bicubic", out_color_matrix="bt601", out_range="pc")
    return film.filter("format", "yuvj420p").filter("setsar", 1)


def steady(film: Stream, rate: Fraction) -> Stream:
    return film.filter("fps", fps=f"{rate.numerator}/{rate.denominator}")


def stereo(heard: Stream, sound: Sound | None) -> Stream:
    """48 kHz, two channels, gaps filled, from zero on; at its target when `sound` says how."""
    heard = heard.filter("aresample", 48000, **{"async": 1, "first_pts": 0}).filter("aformat", channel_layouts="stereo")
    if sound and sound.gain:
        heard = heard.filter("volume", f"{sound.gain:.2f}dB")
    if sound and sound.ceiling is not None:
        limit = 10 ** (sound.ceiling / 20) * HEADROOM
        heard = heard.filter("aresample", 192000)
        heard = heard.filter("alimiter", level="false", limit=f"{limit:.4f}", attack=5, release=50)
        heard = heard.filter("aresample", 48000)
    return heard


def copies(stream: Stream, count: int, *, kind: str = "split") -> list[Stream]:
    """The same stream `count` times: ffmpeg lets each be used once."""
    if count == 1:
        return [stream]
    node = stream.filter_multi_output(kind, count)
    return [node.stream(number) for number in range(count)]


def _stands(video: Video, width: int, height: int) -> bool:
    """Whether the picture is already what `sized` makes: a scaler that changes nothing still copies every frame."""
    same_size = (video.coded_width, video.coded_height) == (width, height) and not video.rotation
    television = video.color_range in {"tv", "unknown"} and video.pixel_format == "yuv420p"
    return same_size and television and _matrix(video) == "bt709"


def _matrix(video: Video) -> str:
    if video.color_space != "unknown":
        return video.color_space
    return "bt709" if min(video.width, video.height) >= HIGH_DEFINITION else "bt601"


def _matrices(video: Video) -> dict[str, str]:
    found = {"out_color_matrix": "bt709", "out_range": "tv"}
    if video.color_space == "unknown":
        found["in_color_matrix"] = _matrix(video)
    return found


def _tone_mapped(film: Stream, video: Video) -> Stream:
    """PQ or HLG to SDR (Hable's curve). What the file leaves unsaid is said for it, or zscale finds no way."""
    film = film.filter(
        "setparams",
        color_primaries="bt2020",
        colorspace="bt2020nc",
        color_trc=video.color_transfer,
        range="pc" if video.color_range == "pc" else "tv",
    )
    film = film.filter("zscale", t="linear", npl=100).filter("format", "gbrpf32le")
    film = film.filter("zscale", p="bt709").filter("tonemap", "hable", desat=0)
    return film.filter("zscale", t="bt709", m="bt709", r="tv")
