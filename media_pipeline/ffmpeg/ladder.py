"""Which sizes a film is made in. Source of the numbers: measured at equal quality, and Apple's HLS authoring specification."""

from dataclasses import dataclass
from fractions import Fraction

from media_pipeline.ffmpeg.facts import Probe, Video

# Raised when the same source would give other files: runs made with an older one may be made again.
PROFILE_VERSION = "web-2"


@dataclass(frozen=True)
class Step:
    """A line of the table: short and long side at 16:9, rates in kbit/s at 25/30 frames, levels at 25/30 and at 50/60."""

    short: int
    long: int
    crf: int
    max_rate: int
    level: str
    fast_level: str
    preset: str


STEPS = (
    Step(1080, 1920, 22, 6000, "4.0", "4.2", "veryfast"),
    Step(720, 1280, 22, 3000, "3.1", "3.2", "veryfast"),
    Step(480, 854, 23, 1200, "3.1", "3.1", "faster"),
    Step(360, 640, 23, 700, "3.0", "3.0", "faster"),
    Step(240, 426, 24, 300, "2.1", "2.1", "faster"),
)
# From this rate on a film is "50/60": kept on large rungs, halved below.
FAST = 48
FULL_RATE_FROM = 720
MAX_FRAME_RATE = 60
PROFILES = {"Constrained Baseline", "Baseline", "Main", "High"}


@dataclass(frozen=True)
class Rung:
    """One size of the film. `name` is its folder; `max_rate` in kbit/s; `gop` in frames, two seconds."""

    name: str
    width: int
    height: int
    frame_rate: Fraction
    gop: int
    crf: int
    max_rate: int
    level: str
    preset: str


@dataclass(frozen=True)
class Ladder:
    """All rungs, largest first. `copies_top`: the source conforms, so the first rung is its own stream, packaged."""

    rungs: tuple[Rung, ...]
    copies_top: bool

    @property
    def first(self) -> Rung:
        """What an urgent film shows before the rest is made: 480p, or the nearest below, or all there is."""
        return self._at_most(480)

    @property
    def rest(self) -> tuple[Rung, ...]:
        return tuple(rung for rung in self.rungs if rung != self.first)

    @property
    def download(self) -> Rung:
        """What is remuxed to MP4: 720p, or the nearest below."""
        return self._at_most(720)

    @property
    def frame_rate(self) -> Fraction:
        """Of the largest rung."""
        return self.rungs[0].frame_rate

    def _at_most(self, short: int) -> Rung:
        return next((rung for rung in self.rungs if int(rung.name) <= short), self.rungs[-1])


def ladder_for(probe: Probe, *, with_240: bool = True) -> Ladder:
    """For a probe with a film. Never larger than the source; a source below every rung is its own."""
    assert probe.video
    video = probe.video
    steps = [step for step in STEPS if (with_240 or step.short != 240) and _scale(video, step) <= 1]
    rungs = tuple(_rung(video, step) for step in steps) or (_own_size(video),)
    return Ladder(rungs, copies_top(probe, rungs[0]))


def copies_top(probe: Probe, top: Rung) -> bool:
    """Whether the source's own stream may stand as its top rung.

    Not above 48 frames a second: the lower rungs take their keyframes from the source's, and halving loses some.
    """
    video = probe.video
    return (
        video is not None
        and video.codec == "h264"
        and video.profile in PROFILES
        and (video.level or 99) <= 42
        and video.pixel_format == "yuv420p"
        and not (video.interlaced or video.variable_frame_rate or video.hdr or video.rotation)
        and video.sample_aspect_ratio == 1
        and video.frame_rate < FAST
        and (video.coded_width, video.coded_height) == (top.width, top.height)
        and (video.bit_rate or probe.bit_rate or 0) <= 1300 * top.max_rate
        and video.closed_gop
        and (video.keyframe_gap or 99) <= 2.5
    )


def _scale(video: Video, step: Step) -> float:
    """Into the step's 16:9 box, lying or upright as the film is: wider films keep the box's width and its level."""
    short, long = sorted((video.width, video.height))
    return min(step.short / short, step.long / long)


def _rung(video: Video, step: Step) -> Rung:
    scale = _scale(video, step)
    return _with_rates(step, str(step.short), _even(video.width * scale), _even(video.height * scale), video)


def _own_size(video: Video) -> Rung:
    return _with_rates(STEPS[-1], str(min(video.width, video.height)), video.width, video.height, video)


def _with_rates(step: Step, name: str, width: int, height: int, video: Video) -> Rung:
    rate = video.frame_rate
    while rate > MAX_FRAME_RATE:
        rate /= 2
    fast = rate >= FAST
    # Two seconds of both: an even number of frames at the full rate is a whole number at half of it.
    gop = 2 * round(rate) if fast else max(1, round(2 * rate))
    keeps = fast and step.short >= FULL_RATE_FROM
    if fast and not keeps:
        rate, gop = rate / 2, gop // 2
    return Rung(
        name=name,
        width=width,
        height=height,
        frame_rate=rate,
        gop=gop,
        crf=step.crf,
        max_rate=step.max_rate * 3 // 2 if keeps else step.max_rate,
        level=step.fast_level if keeps else step.level,
        preset=step.preset,
    )


def _even(size: float) -> int:
    return max(2, round(size / 2) * 2)
