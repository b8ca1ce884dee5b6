"""What the pipeline costs beside the shortest way to the same files; each pair in one run, in turns, by its median.

CPU is of all processes, ours and ffmpeg's. Ratios of wall time mean something on a quiet machine only.
"""

import resource
import shutil
import statistics
import threading
import time
from dataclasses import replace

import pytest

from media_pipeline.ffmpeg import binaries, loudness, recipes
from media_pipeline.ffmpeg.ladder import ladder_for
from media_pipeline.ffmpeg.levels import BROADCAST
from media_pipeline.ffmpeg.probe import probe
from media_pipeline.ffmpeg.profiles import named
from media_pipeline.ffmpeg.runner import MIB, Limits, run
from tests.benchmarks import by_hand
from tests.factories.clips import clips
from tests.media_pipeline.ffmpeg.web import first_loud, first_white, make

__all__ = ["clips"]

ROUNDS = 3
# Movement, fine detail and grain, cut together every two seconds.
SCENE = (
    "-f lavfi -i testsrc2=s=1920x1080:r=25:d={seconds} -f lavfi -i mandelbrot=s=1920x1080:r=25:end_pts=4000 -i speech.wav "
    "-filter_complex [1:v]noise=alls=6:allf=t[m];[0:v][m]overlay=enable=lt(mod(t\\\\,4)\\\\,2):shortest=1,format=yuv420p[v] "
    "-map [v] -map 2:a -af aloop=-1:size=73000 -t {seconds} -c:a aac -b:a 192k -color_primaries bt709 -color_trc bt709 "
    "-colorspace bt709 -color_range tv -c:v libx264 -preset veryfast "
)
PHONE = SCENE + "-b:v 8M -maxrate 10M -bufsize 16M -g 250"
CONFORMING = SCENE + "-b:v 5M -maxrate 6M -bufsize 6M -g 50 -keyint_min 50 -sc_threshold 0"


class Work:
    def __init__(self, scratch):
        self.scratch, self.peak = scratch, 0
        scratch.mkdir()

    def __call__(self, argv, *, seconds=30.0):
        outcome = run(argv, cwd=self.scratch, limits=Limits.encoding(seconds))
        assert outcome.ok, outcome.stderr
        self.peak = max(self.peak, outcome.peak_rss)
        return outcome


@pytest.fixture
def work(tmp_path):
    return Work(tmp_path / "scratch")


@pytest.fixture
def ratio(capsys):
    """`ratio("what", (cpu, wall), (cpu, wall), cpu=1.05, wall=1.15)`: prints both; over a limit the benchmark fails."""

    def ratio(what, ours, theirs, *, cpu=None, wall=None):
        said = f"\n{what:<46}CPU {ours[0]:6.1f} s /{theirs[0]:6.1f} s ={ours[0] / theirs[0]:6.2f}   wall {ours[1]:6.1f} s /{theirs[1]:6.1f} s ={ours[1] / theirs[1]:6.2f}"
        with capsys.disabled():
            print(said + f"   ≤ {cpu or '–'}, {wall or '–'}", end="")
        assert cpu is None or ours[0] / theirs[0] <= cpu, said
        assert wall is None or ours[1] / theirs[1] <= wall, said

    return ratio


@pytest.fixture
def say(capsys):
    def say(what, value, limit):
        with capsys.disabled():
            print(f"\n{what:<46}{value:8.3f}   ≤ {limit}", end="")
        assert value <= limit, f"{what}: {value} > {limit}"

    return say


def cost(act, folder):
    """(CPU seconds, wall seconds) of `act(folder)`, in an empty folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    before, began = used(), time.perf_counter()
    act(folder)
    return used() - before, time.perf_counter() - began


def used():
    spent = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent)


def in_turns(folder, *acts, rounds=ROUNDS):
    """The median (CPU, wall) of each."""
    taken = [[] for _act in acts]
    for _round in range(rounds):
        for costs, act in zip(taken, acts, strict=True):
            costs.append(cost(act, folder))
    return [tuple(statistics.median(column) for column in zip(*costs, strict=True)) for costs in taken]


def test_the_pipeline_costs_what_one_command_by_hand_costs(clips, work, tmp_path, ratio, say):
    """From the probe to verified files, beside one command that makes exactly these; and one run per size beside both."""
    film = clips.make("phone.mp4", PHONE.format(seconds=24))
    ffmpeg = binaries.find().ffmpeg
    ours, theirs = in_turns(
        tmp_path / "run",
        lambda out: make(film, work, out),
        lambda out: by_hand.at_once(ffmpeg, film, out, gain=3),
    )
    per_size = cost(lambda out: by_hand.one_by_one(ffmpeg, film, out, gain=3), tmp_path / "run")

    ratio("one run per size / one command by hand", per_size, theirs)
    say("most memory of an ffmpeg, MiB", work.peak / MIB, 650)
    ratio("whole pipeline / one command by hand", ours, theirs, cpu=1.05, wall=1.15)


def test_a_conforming_film_costs_little_more_than_half(clips, work, tmp_path, ratio):
    film = clips.make("studio.mp4", CONFORMING.format(seconds=16))
    source = probe(film)
    ladder = ladder_for(source)
    assert ladder.copies_top
    encoded = replace(ladder, copies_top=False)

    copying, encoding = in_turns(
        tmp_path / "run",
        lambda out: work(recipes.web_video(film, out, source, ladder, sound=None)),
        lambda out: work(recipes.web_video(film, out, source, encoded, sound=None)),
    )

    ratio("conforming source / full encode", copying, encoding, cpu=0.62, wall=0.62)


def test_an_urgent_film_plays_almost_at_once(clips, work, tmp_path, say):
    film = clips.make("urgent.mp4", PHONE.format(seconds=30))
    source = probe(film)
    ladder = ladder_for(source)
    shares = []
    for number in range(ROUNDS):
        out = tmp_path / str(number)
        out.mkdir()
        began = time.perf_counter()
        watcher = Watcher(out / "hls")
        watcher.start()
        first = recipes.web_video(
            film, out, source, ladder, sound=None, rungs=[ladder.first], with_sprite=False, growing=True
        )
        work(first)
        work(recipes.web_video(film, out, source, ladder, sound=None, rungs=ladder.rest, with_audio=False))
        whole = time.perf_counter() - began
        watcher.join()
        shares.append((watcher.seen - began) / whole)
        shutil.rmtree(out)

    say("urgent: first segment / all of its transcode", statistics.median(shares), 0.10)


class Watcher(threading.Thread):
    """Notes when picture and sound can first be played."""

    def __init__(self, hls):
        super().__init__(daemon=True)
        self.playlists = [hls / "480" / "index.m3u8", hls / "a" / "index.m3u8"]

    def run(self):
        while not all(path.exists() and "#EXTINF" in path.read_text() for path in self.playlists):
            time.sleep(0.02)
        self.seen = time.perf_counter()


def test_sound_for_the_air_is_exact(clips, work, tmp_path, say):
    profile = named("wav-48k")
    off = 0.0
    for name, change in (("speech", "volume=-6dB"), ("quiet", "volume=-24dB"), ("music", "tremolo=3:0.8,volume=-9dB")):
        sound = clips.make(f"{name}-programme.wav", f"-i speech.wav -af aloop=-1:size=73000,{change} -t 30")
        source = probe(sound)
        analysis = loudness.analyse(sound, work.scratch, source, target=BROADCAST)
        assert analysis.sound.ceiling is None, "the limiter rests"
        work(recipes.broadcast(sound, tmp_path / "air.wav", source, profile, sound=analysis.sound))
        off = max(off, abs(loudness.measure(tmp_path / "air.wav", work.scratch, 30).loudness - BROADCAST.loudness))

    say("loudness off its target, LU", off, 0.1)


def test_picture_and_sound_are_together_after_half_an_hour(clips, work, tmp_path, say):
    """A phone's varying frame rate, a flash with a beep in its first and its last seconds."""
    moments = "between(t\\\\,1\\\\,1.1)+between(t\\\\,1795\\\\,1795.1)"
    film = clips.make(
        "half-hour.mp4",
        f"-f lavfi -i color=black:s=160x90:r=30:d=1800,drawbox=c=white:t=fill:enable={moments} "
        f"-f lavfi -i sine=1000:r=44100:d=1800:samples_per_frame=441,volume=0:enable=not({moments}) -map 0:v -map 1:a "
        r"-vf select=not(mod(n\\,30))+lt(mod(n\\,7)\\,4) -fps_mode vfr -c:v libx264 -preset ultrafast -g 300 -c:a aac -b:a 64k",
    )
    source = probe(film)
    assert source.video.variable_frame_rate
    ladder = ladder_for(source)
    work(recipes.web_video(film, tmp_path, source, ladder, sound=None, with_sprite=False), seconds=1800)
    picture, sound = tmp_path / "hls" / ladder.rungs[0].name, tmp_path / "hls" / "a"

    start = first_white(picture) - first_loud(sound)
    end = first_white(picture, after=1790) - first_loud(sound, after=1790)

    say("drift of sound after 30 minutes, ms", 1000 * abs(end - start), 20)
    say("sound beside its picture at the end, ms", 1000 * abs(end), 20)
