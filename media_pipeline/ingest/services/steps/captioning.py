"""Phụ đề as players want them: a subtitle group of the master playlist, and one WebVTT file for a plain <track>."""

import re

from media_pipeline import captions
from media_pipeline.assets.models import CaptionTrack, RunKind
from media_pipeline.ffmpeg import hls
from media_pipeline.ingest import scratch
from media_pipeline.ingest.services.editions import presentation_of
from media_pipeline.ingest.services.steps.finishing import MASTER
from media_pipeline.ingest.services.steps.work import Finish, Work


def add_captions(work: Work) -> Finish:
    """Of today's tracks; an edition writes a new master over the files of its base."""
    work.asset.refresh_from_db(fields=["poster_at", "poster_key"])
    presentation, tracks = presentation_of(work.asset), list(work.asset.captions.all())
    out = work.build_on_earlier()
    if work.run.kind == RunKind.EDITION:
        with work.store.open(work.run.base.outputs["hls"]) as master:
            text = elsewhere(master.read().decode(), f"../../{work.run.base.pk}/hls/")
    else:
        text = (out / MASTER).read_text(encoding="utf-8")
    written = [write_track(work, track) for track in tracks]
    scratch.write(out / MASTER, hls.with_subtitles(text, written))
    listed = [
        {"key": f"{work.run.prefix}/captions/{track.language}.vtt", "language": track.language, "label": str(track)}
        for track in tracks
    ]
    return work.note(outputs={"captions": listed}, presentation=presentation)


def write_track(work: Work, track: CaptionTrack) -> hls.Subtitles:
    cues = captions.read(track.text.encode(), "captions.vtt").cues
    folder = f"subs-{track.language}"
    playlist, segments = captions.hls_segments(cues, work.asset.duration)
    scratch.write(work.desk.out / "hls" / folder / "index.m3u8", playlist)
    for name, text in segments:
        scratch.write(work.desk.out / "hls" / folder / name, text)
    scratch.write(work.desk.out / "captions" / f"{track.language}.vtt", track.text)
    return hls.Subtitles(folder, track.language, str(track))


def elsewhere(master: str, folder: str) -> str:
    """The same master playlist for another place: its rungs lie in `folder`. Its subtitles are left out: an edition has its own."""
    text = hls.with_subtitles(master, ())
    text = re.sub(r'URI="(?!\.\./)', f'URI="{folder}', text)
    return re.sub(r"^(?=[^#\s.])", folder, text, flags=re.M)
