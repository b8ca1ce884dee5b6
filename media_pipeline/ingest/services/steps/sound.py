import json
from collections.abc import Sequence

from media_pipeline.assets.models import RunKind
from media_pipeline.ffmpeg import levels, loudness, profiles, waveform
from media_pipeline.ingest import scratch
from media_pipeline.ingest.services.steps.work import Finish, Work

WAVE, BARS = "wave.json", 100


def analyse(work: Work) -> Finish | None:
    """How loud it is, and by how much to change that; the waveform."""
    if work.probe.audio is None:
        return None
    target, codings = wanted(work)
    found = loudness.analyse(
        work.source, work.desk.tmp, work.probe, target=target, codings=codings, cancelled=work.lease.over
    )
    work.lease.check()
    facts = {
        "measured": vars(found.measured) if found.measured else None,
        "sound": vars(found.sound) if found.sound else None,
        "silences": found.silences,
    }
    if work.run.kind == RunKind.HANDOFF or found.samples is None:
        return work.note(**facts)
    peaks = waveform.peaks(found.samples)
    scratch.write(work.desk.out / WAVE, peaks)
    key = work.store_now(WAVE)
    return work.note(outputs={"peaks": key}, stored=[WAVE], wave=bars(json.loads(peaks)["data"]), **facts)


def wanted(work: Work) -> tuple[levels.Target, Sequence[levels.Coding]]:
    """The level, and what the sound is heard through."""
    if work.run.kind == RunKind.HANDOFF:
        profile = profiles.named(work.run.broadcast_file.profile)
        return profile.target, profile.codings
    return levels.WEB, levels.codings(film=work.ladder is not None)


def bars(data: list[int], count: int = BARS) -> list[int]:
    """min, max, min, max… → at most `count` heights, the highest of which is 100."""
    heights = [max(abs(value) for value in data[n : n + 2]) for n in range(0, len(data), 2)]
    width, highest = max(1, -(-len(heights) // count)), max(heights, default=0) or 1
    return [round(max(heights[n : n + width]) * 100 / highest) for n in range(0, len(heights), width)]
