"""The heavy ones: one decode, one process, every rung. A rung that fails fails the step."""

from datetime import datetime

from media_pipeline.assets.models import StepKind
from media_pipeline.ffmpeg import recipes, verify
from media_pipeline.ingest import scratch
from media_pipeline.ingest.services.publication import publish_first
from media_pipeline.ingest.services.steps.growing import growing
from media_pipeline.ingest.services.steps.work import Finish, Work


def transcode_first(work: Work) -> Finish:
    """One small rung and the sound: readers have it while it grows, and whole before the others are made."""
    out, rung = work.desk.out, work.ladder.first
    argv = recipes.web_video(
        work.source, out, work.probe, work.ladder, sound=work.sound, rungs=[rung], with_sprite=False, growing=True,
        cores=work.cores,
    )  # fmt: skip
    with growing(work, rung) as film:
        work.encode(argv, seconds=work.probe.duration, end=90, meanwhile=film.look)
        work.lease.during(lambda: verify.verify_run(out, work.probe, rungs=[rung], scratch=work.desk.tmp))
        work.lease.check(now=True)
        work.lease.during(film.finish)
    note = work.note(outputs={"hls": film.master}, stored=film.stored, growing=False)

    def finish(now: datetime) -> None:
        note(now)
        publish_first(run=work.run, now=now)

    return finish


def transcode(work: Work) -> Finish | None:
    out, duration = work.desk.out, work.probe.duration
    if work.ladder is None:
        work.encode(recipes.web_audio(work.source, out, work.probe, sound=work.sound), seconds=duration)
        return None
    had_first = work.run.steps.filter(kind=StepKind.TRANSCODE_FIRST).exists()
    if had_first:
        first = scratch.tree_of(work.run.pk, StepKind.TRANSCODE_FIRST)
        if first.is_dir():
            scratch.link(first, out)
        work.bring_stored()
    rungs = work.ladder.rest if had_first else work.ladder.rungs
    # Memory ran out with one thread too: a process for each rung, which decodes the film each time.
    parts = [(rung,) for rung in rungs] if work.step.failures.get("memory", 0) > 1 else [rungs]
    for number, part in enumerate(parts):
        argv = recipes.web_video(
            work.source, out, work.probe, work.ladder, sound=work.sound, cores=work.cores, rungs=part,
            with_audio=number == 0 and not had_first, with_sprite=part is parts[-1],
        )  # fmt: skip
        share = 100 / len(parts)
        work.encode(argv, seconds=duration, start=share * number, end=share * (number + 1))
    return None
