"""A film or sound taken through all of the web's work, as the steps of the pipeline do it."""

import json
import re
import shlex
import subprocess
from array import array
from dataclasses import dataclass
from pathlib import Path

from media_pipeline.ffmpeg import hls, levels, loudness, recipes, storyboard, verify, waveform
from media_pipeline.ffmpeg.facts import Probe
from media_pipeline.ffmpeg.ladder import Ladder, ladder_for
from media_pipeline.ffmpeg.probe import probe


@dataclass
class Made:
    folder: Path
    source: Probe
    ladder: Ladder | None
    analysis: loudness.Analysis
    facts: verify.Facts
    master: str


def make(path: Path, work, folder: Path, **options) -> Made:
    source = probe(path)
    scratch = work.scratch
    folder.mkdir(parents=True, exist_ok=True)
    analysis = loudness.analyse(path, scratch, source, codings=levels.codings(film=bool(source.video)))
    ladder = None
    if source.video:
        ladder = ladder_for(source)
        work(recipes.poster(path, folder, source), seconds=source.duration)
        work(recipes.web_video(path, folder, source, ladder, sound=analysis.sound, **options), seconds=source.duration)
        work(recipes.remux_mp4(folder, ladder.download.name, with_audio=bool(source.audio)))
        grid = storyboard.grid(source.duration, source.video.width, source.video.height)
        (folder / "img" / "sprite.vtt").write_text(storyboard.webvtt(grid, source.duration))
    else:
        work(recipes.web_audio(path, folder, source, sound=analysis.sound), seconds=source.duration)
        if source.cover:
            work(recipes.cover(path, folder))
    if analysis.samples:
        (folder / "wave.json").write_text(waveform.peaks(analysis.samples))
    master = hls.master(folder / "hls", rungs=ladder.rungs if ladder else [], audio=bool(source.audio))
    (folder / "hls" / "master.m3u8").write_text(master)
    facts = verify.verify_run(folder, source, ladder=ladder, scratch=scratch)
    return Made(folder, source, ladder, analysis, facts, master)


def rung(folder: Path) -> tuple[dict, list[float]]:
    """Of a rung's folder: its stream, and the seconds of its keyframes."""
    said = _ffprobe(folder, "-show_streams", "-show_packets")
    [stream] = said["streams"]
    return stream, [round(float(one["pts_time"]), 2) for one in said["packets"] if "K" in one["flags"]]


def streams(path: Path) -> list[dict]:
    return _ffprobe(path, "-show_streams")["streams"]


def first_white(path: Path, *, after: float = 0) -> float:
    """Seconds until the first bright frame."""
    said = _filtered(path, "-map 0:v:0 -vf signalstats,metadata=print:key=lavfi.signalstats.YAVG:file=- -f null -")
    times = re.findall(r"pts_time:([\d.]+)\n.*YAVG=([\d.]+)", said.decode())
    return next(float(time) for time, bright in times if float(bright) > 128 and float(time) >= after)


def first_loud(path: Path, *, after: float = 0) -> float:
    """Seconds until the first sample of a beep."""
    samples = array("h", _filtered(path, "-map 0:a:0 -af aresample=48000:async=1:first_pts=0 -ac 1 -f s16le -"))
    begin = int(after * 48000)
    return next(number for number, sample in enumerate(samples[begin:], begin) if abs(sample) > 1000) / 48000


def shot(rung: Path, folder: Path) -> Path:
    """Its first frame as a player shows it."""
    path = folder / "shot.png"
    path.write_bytes(_filtered(rung, "-frames:v 1 -f image2pipe -c:v png -"))
    return path


def _filtered(path: Path, arguments: str) -> bytes:
    source = path / "index.m3u8" if path.is_dir() else path
    lax = ["-allowed_extensions", "ALL"] if path.is_dir() else []
    argv = ["ffmpeg", "-v", "error", "-copyts", *lax, "-i", str(source), *shlex.split(arguments)]
    return subprocess.run(argv, check=True, capture_output=True).stdout


def _ffprobe(path: Path, *what: str) -> dict:
    path = path / "index.m3u8" if path.is_dir() else path
    argv = ["ffprobe", "-v", "error", "-allowed_extensions", "ALL", "-of", "json", *what, str(path)]
    if path.suffix != ".m3u8":
        argv[3:5] = []
    return json.loads(subprocess.run(argv, check=True, capture_output=True).stdout)
