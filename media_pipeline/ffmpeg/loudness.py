"""Measure → gain → limiter → measure again: exact where `loudnorm` is not (EBU R 128)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import ffmpeg

from media_pipeline.ffmpeg.binaries import Binaries
from media_pipeline.ffmpeg.command import Stream, argv, cap, opened
from media_pipeline.ffmpeg.facts import Probe
from media_pipeline.ffmpeg.filters import copies, stereo
from media_pipeline.ffmpeg.guard import FORMATS, OWN_PLAYLIST
from media_pipeline.ffmpeg.levels import BROADCAST, UNCHANGED, WEB, Measured, Sound, Target
from media_pipeline.ffmpeg.runner import Failed, Limits, Outcome, run
from media_pipeline.ffmpeg.waveform import RATE

__all__ = ["BROADCAST", "WEB", "Analysis", "Measured", "Sound", "Target", "analyse", "measure"]

Cancelled = Callable[[], bool]
# Below a second ebur128 has too little to say.
SHORTEST = 1.0
# Peaks between samples rise a little in encoders: the limiter works from here on.
IDLE_BELOW = 0.2
# Tries to reach the target through the limiter.
TRIES = 3
METER = {"peak": "true", "framelog": "verbose"}
SILENCES = {"noise": "-50dB", "duration": 2}


@dataclass(frozen=True)
class Analysis:
    """`sound` None: the source has no audio. `silences`: (from, to) in seconds. `samples`: s16le mono 8 kHz, for the waveform."""

    measured: Measured | None
    sound: Sound | None
    silences: tuple[tuple[float, float], ...]
    samples: Path | None


def analyse(
    source: Path,
    scratch: Path,
    probe: Probe,
    *,
    target: Target = WEB,
    cancelled: Cancelled | None = None,
    binaries: Binaries | None = None,
) -> Analysis:
    """One pass over the sound; a second one where the limiter has to work. Raises runner.Failed."""
    if not probe.audio:
        return Analysis(None, None, (), None)
    samples = scratch / "samples.s16le"
    metered, drawn = copies(stereo(opened(source)[str(probe.audio.index)], None), 2, kind="asplit")
    outputs = (
        _null(metered.filter("ebur128", **METER).filter("silencedetect", **SILENCES), probe),
        drawn.output(str(samples), format="s16le", ac=1, ar=RATE, **cap(probe)),
    )
    outcome = _run(argv(*outputs, binaries=binaries, log="info"), scratch, probe.duration, cancelled)
    measured = _measured(outcome)
    sound = UNCHANGED
    if not measured.silent and outcome.seconds >= SHORTEST:
        sound = _settled(source, scratch, probe, measured, target, cancelled, binaries)
    return Analysis(measured, sound, _silences(outcome.stderr, outcome.seconds), samples)


def measure(
    path: Path, scratch: Path, seconds: float, *, mono_tracks: bool = False, binaries: Binaries | None = None
) -> Measured:
    """Of a file we made, `.m3u8` too. `mono_tracks`: left and right are streams of their own. Raises runner.Failed."""
    file = opened(path, formats=OWN_PLAYLIST if path.suffix == ".m3u8" else FORMATS)
    heard = ffmpeg.filter([file["a:0"], file["a:1"]], "amerge", inputs=2) if mono_tracks else file["a:0"]
    metered = heard.filter("ebur128", **METER)
    outcome = _run(argv(metered.output("-", format="null"), binaries=binaries, log="info"), scratch, seconds, None)
    return _measured(outcome)


def _settled(
    source: Path,
    scratch: Path,
    probe: Probe,
    measured: Measured,
    target: Target,
    cancelled: Cancelled | None,
    binaries: Binaries | None,
) -> Sound:
    """Gain alone where the peaks allow it; else through the limiter, listening to what comes out and correcting."""
    gain = target.loudness - measured.loudness
    if measured.true_peak + gain <= target.true_peak - IDLE_BELOW:
        return Sound(gain, None)
    assert probe.audio
    sound = Sound(gain, target.true_peak)
    for _try in range(TRIES):
        heard = stereo(opened(source)[str(probe.audio.index)], sound).filter("ebur128", **METER)
        outcome = _run(argv(_null(heard, probe), binaries=binaries, log="info"), scratch, probe.duration, cancelled)
        result = _measured(outcome)
        short = target.loudness - result.loudness
        over = max(0.0, result.true_peak - target.true_peak)
        if abs(short) <= target.tolerance / 2 and not over:
            break
        assert sound.ceiling is not None
        sound = Sound(sound.gain + short, sound.ceiling - over)
    return sound


def _null(stream: Stream, probe: Probe) -> Stream:
    return stream.output("-", format="null", **cap(probe))


def _run(command: list[str], scratch: Path, seconds: float, cancelled: Cancelled | None) -> Outcome:
    outcome = run(command, cwd=scratch, limits=Limits.encoding(seconds), cancelled=cancelled)
    if not outcome.ok:
        raise Failed(outcome)
    return outcome


def _measured(outcome: Outcome) -> Measured:
    """From the summary that ebur128 writes at its end."""
    summary = outcome.stderr.rpartition("Summary:")[2]

    def value(name: str, unit: str) -> float:
        found = re.search(rf"\b{name}:\s+(-?[\d.]+|-inf|nan) {unit}", summary)
        number = float(found[1]) if found else -70.0
        return number if number > -70 else -70.0

    return Measured(value("I", "LUFS"), max(0.0, value("LRA", "LU")), value("Peak", "dBFS"))


def _silences(stderr: str, seconds: float) -> tuple[tuple[float, float], ...]:
    starts = [float(found) for found in re.findall(r"silence_start: (-?[\d.]+)", stderr)]
    ends = [float(found) for found in re.findall(r"silence_end: (-?[\d.]+)", stderr)]
    return tuple((max(0.0, start), end) for start, end in zip(starts, [*ends, seconds], strict=False))
