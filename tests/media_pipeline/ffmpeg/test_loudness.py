"""Exact where it can be, held where it must be, left alone where there is nothing to hear."""

import json

import pytest

from media_pipeline.ffmpeg import recipes, waveform
from media_pipeline.ffmpeg.levels import BROADCAST, UNCHANGED, WEB
from media_pipeline.ffmpeg.loudness import analyse, measure
from media_pipeline.ffmpeg.probe import probe
from tests.media_pipeline.ffmpeg.web import make, streams


@pytest.mark.parametrize("name", ["loud.wav", "quiet.wav", "peaky.wav"])
def test_a_podcast_sounds_as_loud_as_the_next(name, clips, ffmpeg, work, tmp_path):
    made = make(clips[name], work, tmp_path / "run")

    loudness = measure(tmp_path / "run/audio/a.mp3", work.scratch, 4)
    assert abs(loudness.loudness - WEB.loudness) <= WEB.tolerance
    assert abs(made.facts.loudness.loudness - WEB.loudness) <= WEB.tolerance
    assert loudness.true_peak <= -1 and made.facts.loudness.true_peak <= -1, "behind the coding too"


def test_where_loudness_and_peak_cannot_both_be_had_the_peak_is_kept(clips, work, tmp_path):
    made = make(clips["clicks.wav"], work, tmp_path / "run")

    for loudness in (measure(tmp_path / "run/audio/a.mp3", work.scratch, 4), made.facts.loudness):
        assert loudness.true_peak <= -1 and -20 < loudness.loudness < -16


@pytest.mark.parametrize("name", ["loud.wav", "quiet.wav"])
def test_gain_alone_is_exact_while_the_limiter_rests(name, clips, ffmpeg, work):
    source = probe(clips[name])
    analysis = analyse(clips[name], work.scratch, source, target=BROADCAST)

    assert analysis.sound.ceiling is None
    assert analysis.sound.gain == pytest.approx(-23 - analysis.measured.loudness)


def test_silence_is_not_raised(clips, ffmpeg, work):
    analysis = analyse(clips["still.wav"], work.scratch, probe(clips["still.wav"]))

    assert analysis.measured.silent and analysis.sound == UNCHANGED
    [(start, end)] = analysis.silences
    assert start == 0 and end == pytest.approx(2, abs=0.1)


def test_less_than_a_second_is_left_as_it_is(clips, ffmpeg, work):
    assert analyse(clips["blink.mp4"], work.scratch, probe(clips["blink.mp4"])).sound == UNCHANGED


def test_a_film_without_sound_has_no_analysis(clips, ffmpeg, work):
    analysis = analyse(clips["silent.mp4"], work.scratch, probe(clips["silent.mp4"]))

    assert (analysis.measured, analysis.sound, analysis.samples) == (None, None, None)


@pytest.mark.parametrize(
    "name",
    [
        "speech.m4a", "speech.aac", "speech.ogg", "speech.flac", "cover.mp3", "telephone.amr", "wide.amr", "studio.aiff",
        "recorder.caf", "lossless.caf",
    ],
)  # fmt: skip
def test_sound_of_every_kind_is_streamed_and_downloaded(name, clips, work, tmp_path):
    made = make(clips[name], work, tmp_path / "run")

    [mp3] = [stream for stream in streams(tmp_path / "run/audio/a.mp3") if stream["codec_type"] == "audio"]
    assert (mp3["codec_name"], mp3["sample_rate"], mp3["channels"]) == ("mp3", "48000", 2)
    assert made.facts.damaged is None and made.facts.duration == pytest.approx(made.source.duration, abs=0.25)
    assert 'CODECS="mp4a.40.2"' in made.master and "RESOLUTION" not in made.master
    assert (tmp_path / "run/img/cover.jpg").exists() == (name == "cover.mp3")


def test_peaks_follow_the_sound(clips, work):
    tone = clips.make("tone.wav", "-f lavfi -i sine=440:d=1 -af volume=10dB,apad=pad_dur=1 -ar 44100")
    analysis = analyse(tone, work.scratch, probe(tone))

    peaks = json.loads(waveform.peaks(analysis.samples, points=100))

    assert (peaks["version"], peaks["channels"], peaks["bits"], peaks["length"]) == (2, 1, 8, 100)
    assert peaks["samples_per_pixel"] * peaks["length"] == pytest.approx(2 * 8000, rel=0.02)
    lows, highs = peaks["data"][::2], peaks["data"][1::2]
    assert min(highs[2:48]) > 30 and max(lows[2:48]) < -30
    assert set(highs[55:]) == {0}


def test_a_very_short_sound_has_peaks(clips, work):
    short = clips.make("click.wav", "-f lavfi -i sine=440:d=0.01 -ar 8000")
    analysis = analyse(short, work.scratch, probe(short))

    assert json.loads(waveform.peaks(analysis.samples))["length"] > 0


def test_an_attached_picture_becomes_the_cover(clips, ffmpeg, work, tmp_path):
    work(recipes.cover(clips["cover.mp3"], tmp_path))

    assert (tmp_path / "img/cover.jpg").stat().st_size > 1000
