"""An urgent film of fourteen seconds whose first rung is made, and the place where it may be made again segment by segment."""

import re
import shutil

import pytest
from django.utils import timezone

from media_pipeline.assets.models import AssetState, Step, StepKind
from media_pipeline.ingest import leases, scratch
from media_pipeline.ingest.services.steps import STEPS
from media_pipeline.ingest.services.steps.encoding import transcode_first
from media_pipeline.ingest.services.steps.work import Work
from tests.media_pipeline.ingest.clips import sent, work_all


@pytest.fixture
def made(tmp_path, monkeypatch):
    """A run whose worker has made the first rung, and the folder with what it made; nothing of it is told."""

    def keep_a_copy(work):
        transcode_first(work)
        shutil.copytree(work.desk.out, tmp_path / "made")
        work.store.delete([found.key for kind in ("runs", "growing") for found in work.store.list(f"{kind}/")])
        raise leases.LeaseLost

    monkeypatch.setitem(STEPS, StepKind.TRANSCODE_FIRST, keep_a_copy)
    asset = sent("long-film.mp4", tmp_path, urgent=True)
    work_all()
    asset.runs.update(outputs={}, facts={**asset.runs.get().facts, "stored": []})
    asset._meta.model.objects.update(current_run=None, state=AssetState.PROCESSING)
    return tmp_path / "made"


@pytest.fixture
def work(made):
    step = leases.taken(Step.objects.get(kind=StepKind.TRANSCODE_FIRST).pk)
    with scratch.desk(step.run_id, step.owner) as desk:
        yield Work(step, leases.Lease(step, step.owner, timezone.now), desk)


def so_far(made, out, segments: int) -> None:
    """The folder as ffmpeg has it when so many segments are closed."""
    for folder in (made / "hls").iterdir():
        text = (folder / "index.m3u8").read_text().replace("#EXT-X-ENDLIST\n", "")
        ends = [found.end() for found in re.finditer(r"^\d+\.m4s\n", text, re.M)]
        (out / "hls" / folder.name).mkdir(parents=True, exist_ok=True)
        for path in [folder / "init.mp4", *sorted(folder.glob("*.m4s"))[:segments]]:
            shutil.copyfile(path, out / "hls" / folder.name / path.name)
        (out / "hls" / folder.name / "index.m3u8").write_text(text[: ends[segments - 1]])
