from fractions import Fraction

import pytest

from media_pipeline.ffmpeg import binaries
from media_pipeline.ffmpeg.binaries import NoFfmpeg
from media_pipeline.ffmpeg.probe import probe
from media_pipeline.ffmpeg.refusals import FAILURES, WARNINGS, sentence, spoken


def test_the_systems_ffmpeg_comes_first(monkeypatch):
    monkeypatch.delenv(binaries.CHOICE, raising=False)

    found = binaries.find()

    assert found.ffmpeg.startswith("/usr") and found.ffprobe and found.version >= (4, 0)


def test_without_it_the_one_that_pip_brought_is_used(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(binaries, "_find", binaries._find.__wrapped__)
    monkeypatch.delenv(binaries.CHOICE, raising=False)

    found = binaries.find()

    assert "imageio_ffmpeg" in found.ffmpeg and found.ffprobe is None and found.version >= (7, 0)
    monkeypatch.setenv(binaries.CHOICE, "system")
    with pytest.raises(NoFfmpeg):
        binaries.find()


@pytest.mark.parametrize("name", ["rotated.mp4", "interlaced.mpg", "hdr.mp4", "recorded.webm", "telephone.mov"])
def test_pyav_says_what_ffprobe_says(name, clips, monkeypatch):
    said = []
    for choice in ("system", "pip"):
        monkeypatch.setenv(binaries.CHOICE, choice)
        found = probe(clips[name])
        video, audio = vars(found.video).copy(), vars(found.audio).copy()
        for vague in ("profile", "duration"):
            video.pop(vague)
        for vague in ("duration", "layout", "bit_rate"):
            audio.pop(vague)
        said.append((found.container, round(found.duration, 2), found.streams, found.cover, video, audio))

    assert said[0] == said[1]


def test_a_telephone_held_upright_is_known(clips, ffmpeg):
    video = probe(clips["rotated.mp4"]).video

    assert (video.width, video.height, video.coded_width, video.coded_height, video.rotation) == (
        360,
        640,
        640,
        360,
        90,
    )


def test_television_is_known(clips, ffmpeg):
    video = probe(clips["interlaced.mpg"]).video

    assert video.interlaced and video.top_field_first
    assert (video.width, video.height, video.sample_aspect_ratio) == (1024, 576, Fraction(64, 45))


def test_a_varying_rate_is_known(clips, ffmpeg):
    assert probe(clips["variable.mp4"]).video.variable_frame_rate
    assert not probe(clips["sixty.mp4"]).video.variable_frame_rate


def test_a_sound_with_a_cover_is_a_sound(clips, ffmpeg):
    found = probe(clips["cover.mp3"])

    assert (found.kind, found.cover, found.video) == ("audio", True, None)


def test_a_recording_without_a_declared_length_is_measured(clips, ffmpeg):
    assert probe(clips["recorded.webm"]).duration == pytest.approx(1.0, abs=0.1)
    assert probe(clips["speech.aac"]).duration == pytest.approx(probe(clips["speech.m4a"]).duration, abs=0.2)


def test_failures_say_that_the_original_is_safe():
    assert all("Tệp gốc vẫn còn" in text for text in FAILURES.values())
    assert "khai 0:30 nhưng chỉ phát được 0:03" in sentence("damaged", declared=spoken(30), produced=spoken(3.4))
    assert set(WARNINGS) == {"damaged", "errors"} and spoken(3723) == "1:02:03"
