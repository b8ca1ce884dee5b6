"""What the pipeline costs beside the shortest way to the same files; each pair in one run, in turns, by its median.

CPU is of all processes, ours and ffmpeg's. Ratios of wall time mean something on a quiet machine only.
"""

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import replace

import pytest
from django.db import connection
from django.utils import timezone

from media_pipeline.assets.models import AssetState, Step, StepKind
from media_pipeline.ffmpeg import binaries, loudness, recipes
from media_pipeline.ffmpeg.ladder import ladder_for
from media_pipeline.ffmpeg.levels import BROADCAST
from media_pipeline.ffmpeg.probe import probe
from media_pipeline.ffmpeg.profiles import named
from media_pipeline.ffmpeg.runner import MIB, Limits, run
from tests.benchmarks import by_hand, media_worker
from tests.factories.clips import clips
from tests.media_pipeline.ffmpeg.web import first_loud, first_white

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
    return list(map(middle, taken))


def middle(costs):
    return tuple(statistics.median(column) for column in zip(*costs, strict=True))


class Worker:
    """A process that takes files in and works them to their end, with its rows and its store."""

    def __init__(self, folder):
        self.store = folder / "media-store"
        self._folder, self._number = folder, 0
        environment = {
            **os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.embedded", "DATA": str(folder),
            "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}", "BROKER_URL": "memory://",
        }  # fmt: skip
        self._process = subprocess.Popen(
            [sys.executable, "-c", media_worker.START], env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self.at_rest = json.loads(self._process.stdout.readline())["worker"]
        self.worker = self.ffmpeg = 0  # bytes at most

    def __call__(self, film, *, urgent=False):
        """What it said of one more copy of the film."""
        self._number += 1
        copy = self._folder / f"{self._number}.mp4"
        shutil.copyfile(film, copy)
        print(json.dumps({"path": str(copy), "urgent": urgent}), file=self._process.stdin, flush=True)
        told = json.loads(self._process.stdout.readline())
        assert told["state"] == AssetState.READY
        self.worker, self.ffmpeg = max(self.worker, told["worker"]), max(self.ffmpeg, told["ffmpeg"])
        return told

    def close(self):
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


@pytest.fixture
def worker(tmp_path, transactional_db):
    worker = Worker(tmp_path)
    yield worker
    worker.close()


def test_the_pipeline_costs_what_one_command_by_hand_costs(clips, worker, tmp_path, ratio, say):
    """From a file that is taken in to a run that is published, with rows, store and worker, beside one command that makes
    exactly these files; and one run per size beside both."""
    film = clips.make("phone.mp4", PHONE.format(seconds=24))
    ffmpeg = binaries.find().ffmpeg
    ours, theirs = [], []
    for _round in range(ROUNDS):
        told = worker(film)
        ours.append((told["cpu"], told["wall"]))
        theirs.append(cost(lambda out: by_hand.at_once(ffmpeg, film, out, gain=3), tmp_path / "run"))
    ours, theirs = middle(ours), middle(theirs)
    per_size = cost(lambda out: by_hand.one_by_one(ffmpeg, film, out, gain=3), tmp_path / "run")

    ratio("one run per size / one command by hand", per_size, theirs)
    say("most memory of an ffmpeg, MiB", worker.ffmpeg / MIB, 650)
    say("most memory of its worker, MiB", worker.worker / MIB, 150)
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


def test_an_urgent_film_plays_almost_at_once(clips, worker, say):
    """From the begin of its transcoding to what readers can play, in the store; beside the end of its transcoding."""
    film = clips.make("urgent.mp4", PHONE.format(seconds=30))
    shares = []
    for _round in range(ROUNDS):
        watcher = Watcher(worker.store / "public" / "growing")
        watcher.start()
        steps = Step.objects.filter(run__asset=worker(film, urgent=True)["asset"])
        watcher.join()
        began = steps.get(kind=StepKind.TRANSCODE_FIRST).started_at
        whole = steps.get(kind=StepKind.TRANSCODE).ended_at - began
        shares.append((watcher.seen - began) / whole)

    say("urgent: first segment / all of its transcode", statistics.median(shares), 0.10)


class Watcher(threading.Thread):
    """Notes when readers can play one more film."""

    def __init__(self, folder):
        super().__init__(daemon=True)
        self._folder, self._before = folder, set(folder.glob("*/*/master.m3u8"))

    def run(self):
        while not set(self._folder.glob("*/*/master.m3u8")) - self._before:
            time.sleep(0.02)
        self.seen = timezone.now()


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
