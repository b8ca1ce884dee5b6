from dataclasses import replace
from fractions import Fraction

import pytest

from media_pipeline.ffmpeg.facts import Probe, Video
from media_pipeline.ffmpeg.ladder import copies_top, ladder_for

VIDEO = Video(
    index=0, codec="h264", profile="High", level=40, width=1920, height=1080, coded_width=1920, coded_height=1080,
    rotation=0, sample_aspect_ratio=Fraction(1), frame_rate=Fraction(25), variable_frame_rate=False, interlaced=False,
    top_field_first=True, pixel_format="yuv420p", color_space="bt709", color_range="tv", color_transfer="bt709",
    color_primaries="bt709", bit_rate=5_000_000, duration=10.0, keyframe_gap=2.0, closed_gop=True,
)  # fmt: skip
SOURCE = Probe("mov,mp4", 10.0, 6_250_000, 5_000_000, 2, VIDEO, None, False)


def source(width, height, rate=25, **changes):
    size = {"width": width, "height": height, "coded_width": width, "coded_height": height}
    return replace(SOURCE, video=replace(VIDEO, **{**size, "frame_rate": Fraction(rate), **changes}))


@pytest.mark.parametrize(
    ("width", "height", "sizes"),
    [
        (1920, 1080, ["1920x1080", "1280x720", "854x480", "640x360", "426x240"]),
        (3840, 2160, ["1920x1080", "1280x720", "854x480", "640x360", "426x240"]),
        (1080, 1920, ["1080x1920", "720x1280", "480x854", "360x640", "240x426"]),
        (1440, 1080, ["1440x1080", "960x720", "640x480", "480x360", "320x240"]),
        (1080, 1080, ["1080x1080", "720x720", "480x480", "360x360", "240x240"]),
        (2048, 858, ["1920x804", "1280x536", "854x358", "640x268", "426x178"]),
        (1600, 900, ["1280x720", "854x480", "640x360", "426x240"]),
        (1918, 1078, ["1280x720", "854x480", "640x360", "426x240"]),
        (640, 360, ["640x360", "426x240"]),
        (426, 240, ["426x240"]),
        (320, 180, ["320x180"]),
        (2, 2, ["2x2"]),
        (8192, 2, ["1920x2", "1280x2", "854x2", "640x2", "426x2"]),
    ],
)
def test_a_film_is_never_made_larger(width, height, sizes):
    ladder = ladder_for(source(width, height))

    assert [f"{rung.width}x{rung.height}" for rung in ladder.rungs] == sizes


def test_240_may_be_left_out():
    assert [rung.name for rung in ladder_for(SOURCE, with_240=False).rungs] == ["1080", "720", "480", "360"]


@pytest.mark.parametrize(
    ("rate", "rates", "gops"),
    [
        (25, [25] * 5, [50] * 5),
        (Fraction(30000, 1001), [Fraction(30000, 1001)] * 5, [60] * 5),
        (Fraction(24000, 1001), [Fraction(24000, 1001)] * 5, [48] * 5),
        (50, [50, 50, 25, 25, 25], [100, 100, 50, 50, 50]),
        (60, [60, 60, 30, 30, 30], [120, 120, 60, 60, 60]),
        (120, [60, 60, 30, 30, 30], [120, 120, 60, 60, 60]),
        (15, [15] * 5, [30] * 5),
        (Fraction(1, 2), [Fraction(1, 2)] * 5, [1] * 5),
    ],
)
def test_small_sizes_halve_fast_films_and_keyframes_stay_two_seconds_apart(rate, rates, gops):
    rungs = ladder_for(source(1920, 1080, rate)).rungs

    assert [rung.frame_rate for rung in rungs] == rates
    assert [rung.gop for rung in rungs] == gops


def test_fast_films_get_more_bits_where_they_stay_fast():
    assert [(rung.max_rate, rung.level) for rung in ladder_for(source(1920, 1080, 50)).rungs][:3] == [
        (9000, "4.2"), (4500, "3.2"), (1200, "3.1"),
    ]  # fmt: skip


def test_an_urgent_film_shows_480_first_and_720_is_for_download():
    ladder = ladder_for(SOURCE)

    assert (ladder.first.name, ladder.download.name) == ("480", "720")
    assert [rung.name for rung in ladder.rest] == ["1080", "720", "360", "240"]
    small = ladder_for(source(320, 180))
    assert (small.first.name, small.download.name, small.rest) == ("180", "180", ())


def test_a_conforming_stream_is_kept():
    assert ladder_for(SOURCE).copies_top
    assert copies_top(replace(SOURCE, video=replace(VIDEO, bit_rate=None)), ladder_for(SOURCE).rungs[0])


@pytest.mark.parametrize(
    "change",
    [
        {"codec": "hevc"},
        {"profile": "High 10"},
        {"level": 51},
        {"level": None},
        {"pixel_format": "yuv422p"},
        {"interlaced": True},
        {"variable_frame_rate": True},
        {"color_transfer": "smpte2084"},
        {"rotation": 90},
        {"sample_aspect_ratio": Fraction(4, 3)},
        {"frame_rate": Fraction(50)},
        {"coded_height": 1088},
        {"bit_rate": 7_900_000},
        {"keyframe_gap": 2.6},
        {"keyframe_gap": None},
        {"closed_gop": False},
    ],
    ids=str,
)
def test_any_flaw_makes_it_encoded_again(change):
    assert not ladder_for(replace(SOURCE, video=replace(VIDEO, **change))).copies_top
