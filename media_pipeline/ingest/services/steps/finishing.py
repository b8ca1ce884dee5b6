"""From what ffmpeg made to what readers get."""

from datetime import datetime

from media_pipeline.assets.models import Asset
from media_pipeline.ffmpeg import hls, recipes, storyboard
from media_pipeline.ffmpeg import verify as whole
from media_pipeline.ingest import scratch
from media_pipeline.ingest.services.publication import publish_run
from media_pipeline.ingest.services.steps.work import Finish, Work
from media_pipeline.storage import AlreadyThere

MASTER, MANIFEST, SPRITE, STORYBOARD = "hls/master.m3u8", "manifest.json", "img/sprite.jpg", "img/sprite.vtt"


def package(work: Work) -> Finish | None:
    """The MP4 by remux, the times of the small frames, the master playlist."""
    out = work.build_on_earlier()
    work.bring_stored()
    sound = work.probe.audio is not None
    rungs = work.ladder.rungs if work.ladder else ()
    scratch.write(out / MASTER, hls.master(out / "hls", rungs=rungs, audio=sound))
    if work.ladder is None:
        return None
    download = work.ladder.download.name
    work.encode(recipes.remux_mp4(out, download, with_audio=sound), seconds=work.probe.duration)
    if (out / SPRITE).exists():
        grid = storyboard.grid(work.probe.duration, work.asset.width, work.asset.height)
        scratch.write(out / STORYBOARD, storyboard.webvtt(grid, work.probe.duration))
    return None


def verify(work: Work) -> Finish:
    """What is not whole never leaves this machine."""
    out = work.build_on_earlier()
    found = work.lease.during(lambda: whole.verify_run(out, work.probe, ladder=work.ladder, scratch=work.desk.tmp))
    scratch.write(out / MANIFEST, found.manifest())
    loudness = vars(found.loudness) if found.loudness else None
    errors = sum(step.facts.get("error_lines", 0) for step in work.run.steps.all())
    note = work.note(
        duration=found.duration, damaged=found.damaged, loudness=loudness, made=found.outputs, error_lines=errors,
        plain_size=plain_size(found.outputs),
    )  # fmt: skip

    def finish(now: datetime) -> None:
        note(now)
        Asset.objects.filter(pk=work.asset.pk).update(damaged=found.damaged is not None)

    return finish


def plain_size(outputs: dict) -> int:
    """Bytes of the file that a player without HLS loads."""
    return next((outputs[name]["bytes"] for name in ("mp4", "mp3") if name in outputs), 0)


def upload(work: Work) -> Finish:
    out = work.build_on_earlier()
    total = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())

    def send() -> None:
        work.store.put_folder(work.run.prefix, out, progress=progress)

    def progress(done: int, of: int) -> None:
        # In the thread that sends, which has no connection to the database: the thread that waits for it looks.
        work.lease.report(100 * done / of if of else 100)
        if work.lease.reason:
            raise work.lease.reason

    try:
        work.lease.during(send)
    except AlreadyThere:
        # Left by a try that made other bytes of the same film; nobody was told of them.
        stored = tuple(f"{work.run.prefix}/{name}" for name in work.run.facts.get("stored", ()))
        left = [
            found.key for found in work.store.list(f"{work.run.prefix}/") if not found.key.startswith(stored or "-")
        ]
        work.lease.check(now=True)  # a worker that slept through its lease deletes nothing of its successor's
        work.store.delete(left)
        work.lease.during(send)
    return work.note(outputs=outputs_of(work), size=total)


def outputs_of(work: Work) -> dict:
    """Names of the players' files → keys, those that were made in this run."""
    out, prefix = work.desk.out, work.run.prefix
    names = {"hls": MASTER, "mp3": "audio/a.mp3", "storyboard": STORYBOARD}
    if work.ladder:
        names["mp4"] = f"mp4/{work.ladder.download.name}.mp4"
    return {name: f"{prefix}/{path}" for name, path in names.items() if (out / path).exists()}


def publish(work: Work) -> Finish:
    return lambda now: publish_run(run=work.run, now=now)
