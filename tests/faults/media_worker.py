"""A worker of film and sound that is killed: a child of the test, on the test's own database file and store."""

import ctypes
import json
import os
import signal
import threading
import time
from datetime import timedelta
from pathlib import Path

from django.db import connections
from django.utils import timezone

from media_pipeline.assets.models import Asset, AssetState, Run, RunState, Step
from media_pipeline.ingest.services.steps import STEPS
from media_pipeline.ingest.services.sweeping import sweep
from media_pipeline.ingest.services.working import work_on
from media_pipeline.storage import storage

ENDED = (AssetState.READY, AssetState.FAILED, AssetState.REJECTED)
A_LEASE = timedelta(minutes=2)
CLONE_NEWNS, CLONE_NEWUSER = 0x00020000, 0x10000000


class Clock:
    """Runs on with the world's, and jumps over leases and waits."""

    def __init__(self):
        self.ahead = timedelta()

    def __call__(self):
        return timezone.now() + self.ahead

    def jump(self, by: timedelta = A_LEASE):
        self.ahead += by


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def dying(kind: str, moment: str) -> None:
    """In the child: SIGKILL comes in that step, at its beginning, in the midst of it, or when all is made and nothing said."""
    step = STEPS[kind]

    def killed(work):
        if moment == "amid":
            threading.Timer(0.2, die).start()
        elif moment == "begin":
            die()
        finish = step(work)
        die()
        return finish

    STEPS[kind] = killed


def worker(clock: Clock, prepare=lambda: None) -> int:
    """The number of a child process that works whatever it finds."""
    connections.close_all()
    child = os.fork()
    if child:
        return child
    try:
        prepare()
        while work_on(Step.objects.all(), clock=clock):
            pass
        os._exit(0)
    finally:
        os._exit(1)


def on_a_small_disk(folder: Path, size: str) -> None:
    """In the child: the folder is a disk of its own from now on, gone with the process. It needs no rights for that."""
    folder.mkdir(parents=True, exist_ok=True)
    user, group, system = os.getuid(), os.getgid(), ctypes.CDLL(None, use_errno=True)
    assert system.unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0, ctypes.get_errno()
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"0 {user} 1")
    Path("/proc/self/gid_map").write_text(f"0 {group} 1")
    options = f"size={size}".encode()
    assert system.mount(b"none", os.fsencode(folder), b"tmpfs", 0, options) == 0, ctypes.get_errno()


def end_of(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def work_until_all_ended(clock: Clock, rounds: int = 60) -> None:
    for _round in range(rounds):
        sweep(now=clock())
        while work_on(Step.objects.all(), clock=clock):
            pass
        if not Run.objects.filter(state=RunState.MAKING).exists():
            return
        clock.jump()
    raise AssertionError(list(Step.objects.values_list("run", "kind", "state", "code", "failures")))


def orphans(scratch: Path) -> list[str]:
    """Command lines of processes that still work below the scratch folder; a killed one is given a moment to go."""
    deadline = time.monotonic() + 3
    while (left := _using(scratch)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return left


def _using(scratch: Path) -> list[str]:
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if str(scratch) in command and "pytest" not in command:
            found.append(command)
    return found


def assert_nothing_half_done(assets) -> None:
    """What readers are pointed at is wholly there, and each original is."""
    store = storage()
    for asset in Asset.objects.filter(pk__in=[asset.pk for asset in assets]).select_related("current_run"):
        assert store.sha256(asset.file.name) == asset.source_sha256
        run = asset.current_run
        if run is None:
            continue
        there = {stored.key for prefix in (run.prefix, run.grown_prefix) for stored in store.list(f"{prefix}/")}
        wanted = {key for name, key in run.outputs.items() if name != "captions" and key}
        assert wanted <= there, wanted - there
        if run.complete:
            with store.open(f"{run.prefix}/manifest.json") as manifest:
                files = json.load(manifest)["files"]
            assert {f"{run.prefix}/{file['path']}" for file in files} <= there
