"""The heavy ones: one decode, one process, every rung. A rung that fails fails the step."""

from datetime import datetime

from media_pipeline.assets.models import StepKind
from media_pipeline.ffmpeg import hls, recipes, verify
from media_pipeline.ingest import scratch
from media_pipeline.ingest.services.publication import publish_first
from media_pipeline.ingest.services.steps.work import Finish, Work

FIRST_MASTER = "hls/first.m3u8"


def transcode_first(work: Work) -> Finish:
    """One small rung and the sound, published before the others are made."""
    out, rung = work.desk.out, work.ladder.first
    with_audio = work.probe.audio is not None
    work.encode(
        recipes.web_video(
            work.source, out, work.probe, work.ladder, sound=work.sound, rungs=[rung], with_sprite=False, growing=True,
            cores=work.cores,
        ),
        seconds=work.probe.duration,
        end=90,
    )  # fmt: skip
    work.lease.during(lambda: verify.verify_run(out, work.probe, rungs=[rung], scratch=work.desk.tmp))
    master = hls.master(out / "hls", rungs=[rung], audio=with_audio)
    folders = [f"hls/{rung.name}", *(["hls/a"] if with_audio else [])]
    for folder in folders:
        send(work, folder)
    (out / FIRST_MASTER).write_text(master, encoding="utf-8")
    key = work.store_now(FIRST_MASTER)
    note = work.note(outputs={"hls": key}, stored=[f"{folder}/" for folder in folders])

    def finish(now: datetime) -> None:
        note(now)
        publish_first(run=work.run, now=now)

    return finish


def send(work: Work, folder: str) -> None:
    """Segments before their playlist; what an earlier try left goes first."""
    prefix, path = f"{work.run.prefix}/{folder}", work.desk.out / folder
    work.lease.check(now=True)
    work.lease.during(lambda: work.store.delete([stored.key for stored in work.store.list(f"{prefix}/")]))
    work.lease.during(lambda: work.store.put_folder(prefix, path))


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
        (out / FIRST_MASTER).unlink(missing_ok=True)
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
