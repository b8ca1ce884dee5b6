"""What a technician puts on air."""

from datetime import date

import pytest

from media_pipeline.ffmpeg import loudness, recipes
from media_pipeline.ffmpeg.probe import probe
from media_pipeline.ffmpeg.profiles import named, profiles
from tests.media_pipeline.ffmpeg.web import streams

XDCAM = {
    "codec_name": "mpeg2video", "profile": "4:2:2", "width": 1920, "height": 1080, "pix_fmt": "yuv422p", "field_order": "tt",
    "r_frame_rate": "25/1", "sample_aspect_ratio": "1:1",
}  # fmt: skip


def handed_off(clip, profile, work, folder):
    source = probe(clip)
    analysis = loudness.analyse(clip, work.scratch, source, target=profile.target, codings=profile.codings)
    target = folder / profile.file_name(on=date(2026, 11, 26), slug="mua-kho", id="1a2b3c4")
    work(recipes.broadcast(clip, target, source, profile, sound=analysis.sound), seconds=source.duration)
    return target


@pytest.mark.parametrize(
    ("ffmpeg", "name"),
    [
        ("system", "film.mp4"),
        ("system", "portrait.mp4"),
        ("system", "fifty.mp4"),
        ("system", "silent.mp4"),
        ("pip", "interlaced.mpg"),
        ("pip", "blink.mp4"),
    ],
    indirect=["ffmpeg"],
)
def test_a_film_goes_out_as_xdcam_hd422(name, clips, ffmpeg, work, tmp_path):
    profile = named("xdcam-hd422")
    clip = clips[name]
    source = probe(clip)

    made = handed_off(clip, profile, work, tmp_path)

    assert made.name == "20261126_mua-kho_1a2b3c4.mxf"
    picture, *sound = streams(made)
    assert {name: picture[name] for name in XDCAM} == XDCAM
    assert picture["bit_rate"] == "50000000"
    assert [(one["codec_name"], one["sample_rate"], one["channels"]) for one in sound] == [
        ("pcm_s24le", "48000", 1)
    ] * 4
    if source.audio and source.duration >= 1:
        measured = loudness.measure(made, work.scratch, 2, mono_tracks=True)
        assert abs(measured.loudness - -23) <= 0.2 and measured.true_peak <= -1


@pytest.mark.parametrize("name", ["loud.wav", "film.mp4"])
def test_sound_goes_out_as_wav(name, clips, ffmpeg, work, tmp_path):
    made = handed_off(clips[name], named("wav-48k"), work, tmp_path)

    [sound] = streams(made)
    assert (sound["codec_name"], sound["sample_rate"], sound["channels"]) == ("pcm_s24le", "48000", 2)
    measured = loudness.measure(made, work.scratch, 4)
    assert abs(measured.loudness - -23) <= 0.2 and measured.true_peak <= -1


def test_a_file_player_gets_mp4(clips, ffmpeg, work, tmp_path):
    made = handed_off(clips["blink.mp4"], named("h264-50"), work, tmp_path)

    picture, sound = streams(made)
    assert (picture["codec_name"], picture["width"], picture["height"]) == ("h264", 1920, 1080)
    assert (sound["codec_name"], sound["sample_rate"], sound["channels"]) == ("aac", "48000", 2)


def test_profiles_are_files_that_say_everything():
    assert list(profiles()) == ["h264-50", "xdcam-hd422", "wav-48k"]
    for profile in profiles().values():
        assert profile.label and profile.kind in {"video", "audio"} and profile.target.loudness == -23
        assert profile.file_name(on=date(2026, 1, 2), slug="a", id=7) == f"20260102_a_7.{profile.extension}"
    with pytest.raises(KeyError):
        named("betamax")
