"""Where a worker makes things, on its own machine. All of it can be made again; nothing here is the only copy.

MEDIA_SCRATCH/{run}/
  {step}/           what the step left, together with what the steps before it left: hard links, whole or not there
  desk-{owner}/     one try: `out/` becomes {step}/ when it worked; the working folder of ffmpeg is `tmp/`
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from media_pipeline.assets.models import Run, RunState


@dataclass(frozen=True, slots=True)
class Desk:
    out: Path
    tmp: Path
    run: Path


def folder_of(run_id: int) -> Path:
    return Path(settings.MEDIA_SCRATCH) / str(run_id)


def tree_of(run_id: int, kind: str) -> Path:
    return folder_of(run_id) / kind


@contextmanager
def desk(run_id: int, owner: str) -> Iterator[Desk]:
    """An empty place for one try, gone afterwards; what dead tries of the run left goes first."""
    run = folder_of(run_id)
    run.mkdir(parents=True, exist_ok=True)
    for left in run.glob("desk-*"):
        shutil.rmtree(left, ignore_errors=True)
    place = run / f"desk-{owner.replace('/', '-')}"
    try:
        (place / "out").mkdir(parents=True)
        (place / "tmp").mkdir()
        yield Desk(out=place / "out", tmp=place / "tmp", run=run)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def keep(desk: Desk, run_id: int, kind: str) -> None:
    """What was made stays for the next step: by one rename."""
    tree = tree_of(run_id, kind)
    shutil.rmtree(tree, ignore_errors=True)
    desk.out.rename(tree)


def link(tree: Path, out: Path) -> None:
    """The files of a tree, without copying a byte."""
    shutil.copytree(tree, out, copy_function=os.link, dirs_exist_ok=True)


def write(path: Path, text: str) -> None:
    """A new file even where a linked one stands: the tree it came from keeps its own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.write_text(text, encoding="utf-8")


def drop(run_id: int) -> None:
    shutil.rmtree(folder_of(run_id), ignore_errors=True)


def tidy() -> None:
    """Drop what runs left behind that are over, or gone."""
    root = Path(settings.MEDIA_SCRATCH)
    with suppress(FileNotFoundError):
        there = {int(path.name) for path in root.iterdir() if path.name.isdigit()}
        alive = set(Run.objects.filter(pk__in=there, state=RunState.MAKING).values_list("pk", flat=True))
        for run_id in there - alive:
            drop(run_id)


def free_on(folder: Path | str) -> int:
    """Bytes on the disk that holds the folder, or will hold it; none where it cannot be reached."""
    path = Path(folder)
    with suppress(OSError):
        while not path.exists():
            path = path.parent
        return shutil.disk_usage(path).free
    return 0
