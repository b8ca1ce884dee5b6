"""Measure → gain → limiter → measure again: exact where `loudnorm` is not (EBU R 128)."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import ffmpeg

from media_pipeline.ffmpeg.binaries import Binaries
from media_pipeline.ffmpeg.command import Stream, argv, cap, opened
from media_pipeline.ffmpeg.facts import Probe
from media_pipeline.ffmpeg.filters import copies, stereo
from media_pipeline.ffmpeg.guard import FORMATS, OWN_PLAYLIST
from media_pipeline.ffmpeg.levels import BROADCAST, UNCHANGED, WEB, Coding, Measured, Sound, Target
from media_pipeline.ffmpeg.runner import Failed, Limits, Outcome, run
from media_pipeline.ffmpeg.waveform import RATE

__all__ = ["BROADCAST", "WEB", "Analysis", "Measured", "Sound", "Target", "analyse", "measure"]

Cancelled = Callable[[], bool]
# Below a second ebur128 has too little to say.
SHORTEST = 1.0
# dB: peaks between samples rise a little on the way, and up to this much in AAC and MP3 (128 kbit/s, the peakiest of our clips).
IDLE_BELOW, CODED_IDLE_BELOW = 0.2, 3.0
# dB below the target's peak where the limiter begins with what will be coded, and by how much more than needed it goes down.
CODED, MARGIN = 0.3, 0.1
# Tries to reach the target through the limiter.
TRIES = 4
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
    codings: Sequence[Coding] = (),
    cancelled: Cancelled | None = None,
    binaries: Binaries | None = None,
) -> Analysis:
    """One pass over the sound; more where the limiter has to work. Raises runner.Failed.

    `codings`: what it will be heard through; the target's true peak holds behind them. None: as PCM.
    """
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
        sound = _settled(source, scratch, probe, measured, target, codings, cancelled, binaries)
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
    codings: Sequence[Coding],
    cancelled: Cancelled | None,
    binaries: Binaries | None,
) -> Sound:
    """Gain alone where the peaks allow it; else through the limiter, listening to what comes out and correcting."""
    gain = target.loudness - measured.loudness
    room = target.true_peak - (measured.true_peak + gain)
    if room >= (CODED_IDLE_BELOW if codings else IDLE_BELOW):
        return Sound(gain, None)
    sound = Sound(gain, target.true_peak - (CODED if codings else 0))
    tried: list[tuple[float, Sound]] = []
    for _try in range(TRIES):
        heard = _tried(source, scratch, probe, sound, codings, cancelled, binaries)
        short, over = target.loudness - heard.loudness, heard.true_peak - target.true_peak
        # Where both cannot be had, the peak is kept.
        missed = 10 * max(0.0, over) + max(0.0, abs(short) - target.tolerance / 2)
        tried.append((missed, sound))
        if not missed:
            break
        sound = _corrected(sound, short, over, target)
    return min(tried, key=lambda one: one[0])[1]


def _corrected(sound: Sound, short: float, over: float, target: Target) -> Sound:
    """The ceiling goes down when peaks came through, and up again where loudness is missing and peaks leave room."""
    assert sound.ceiling is not None
    moved = -over - MARGIN if over > 0 or short > 0 else 0.0
    return Sound(sound.gain + short, min(target.true_peak, sound.ceiling + moved))


def _tried(
    source: Path,
    scratch: Path,
    probe: Probe,
    sound: Sound,
    codings: Sequence[Coding],
    cancelled: Cancelled | None,
    binaries: Binaries | None,
) -> Measured:
    """How it would sound; coded, midway between the codings, with the highest of their peaks."""
    assert probe.audio
    heard = stereo(opened(source)[str(probe.audio.index)], sound)
    if not codings:
        command = argv(_null(heard.filter("ebur128", **METER), probe), binaries=binaries, log="info")
        return _measured(_run(command, scratch, probe.duration, cancelled))
    paths = [scratch / f"tried-{number}.mka" for number in range(len(codings))]
    outputs = [
        stream.output(str(path), format="matroska", **coding, **cap(probe))
        for stream, path, coding in zip(copies(heard, len(codings), kind="asplit"), paths, codings, strict=True)
    ]
    _run(argv(*outputs, binaries=binaries), scratch, probe.duration, cancelled)
    found = [measure(path, scratch, probe.duration, binaries=binaries) for path in paths]
    loudness = [one.loudness for one in found]
    return Measured((min(loudness) + max(loudness)) / 2, found[0].range, max(one.true_peak for one in found))


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
