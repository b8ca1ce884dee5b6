"""The one place that starts ffmpeg: limited, in a process group of its own, watched, and killed when it is time."""

import os
import resource
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from media_pipeline.ffmpeg.progress import Progress, Reader

LAUNCH = str(Path(__file__).with_name("launch.py"))
TAIL = 64 * 1024
TICK = 0.25
GRACE = 5.0
MIB, GIB = 2**20, 2**30
# Bytes a second: of a disk that others use too; of the largest file we make, XDCAM's 50 Mbit/s with its sound.
SLOW_DISK = 20 * MIB
FASTEST = 7 * MIB

Ended = Literal["finished", "cancelled", "stalled", "out_of_time", "killed", "failed"]


@dataclass(frozen=True)
class Limits:
    """Seconds of wall and CPU, bytes of address space and of any one file, seconds without progress (None: not watched)."""

    wall: float
    cpu: int
    memory: int = 4 * GIB
    file_size: int = 16 * GIB
    stall: float | None = 60

    @classmethod
    def probing(cls, size: int = 0) -> "Limits":
        """`size` in bytes of a file that is read to its end, from a slow disk."""
        return cls(wall=90 + size / SLOW_DISK, cpu=60, memory=GIB, file_size=256 * MIB, stall=None)

    @classmethod
    def encoding(cls, seconds: float, *, cores: int = 2) -> "Limits":
        """For making `seconds` of output."""
        return cls(
            wall=120 + 12 * seconds * max(1.0, 2 / cores),
            cpu=60 + int(40 * seconds),
            file_size=int(1.5 * (seconds + 10) * FASTEST),
        )


@dataclass(frozen=True)
class Outcome:
    """How a program ended. `stderr`: its last 64 KB; `seconds`: output made; `peak_rss` in bytes, 0 if it ended unseen."""

    returncode: int
    ended: Ended
    stderr: str
    error_lines: int
    seconds: float
    wall_seconds: float
    cpu_seconds: float
    peak_rss: int

    @property
    def ok(self) -> bool:
        return self.ended == "finished"

    @property
    def code(self) -> str:
        """A code of `refusals` for what went wrong; empty when nothing did."""
        if self.ok:
            return ""
        if self.ended in {"cancelled", "stalled", "out_of_time"}:
            return self.ended
        if "No space left on device" in self.stderr:
            return "disk_full"
        if "Cannot allocate memory" in self.stderr or self.returncode == -signal.SIGKILL:
            return "out_of_memory"
        return "encoder_failed"


def run(
    argv: Sequence[str],
    *,
    cwd: Path,
    limits: Limits,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    stdout: Path | None = None,
) -> Outcome:
    """Run to the end, whatever the end is; never raises for what the program does.

    `cancelled` is asked four times a second at most and may stop the run. With `stdout` the program's output goes to that
    file, and there is no progress to watch. The program has no network (where the kernel allows that), no credentials in its
    environment, and dies with the calling thread.
    """
    watch = _Watch(limits, on_progress, cancelled)
    with _started(argv, cwd, limits, stdout) as process:
        try:
            ended = watch.until_end(process)
        except BaseException:
            _signal(process, signal.SIGKILL)
            raise
        returncode, usage = watch.reap(process)
    if ended is None:
        ended = _natural_end(returncode, usage.ru_utime + usage.ru_stime, limits)
    return Outcome(
        returncode=returncode,
        ended=ended,
        stderr=watch.tail.decode("utf-8", "replace"),
        error_lines=watch.error_lines,
        seconds=watch.seconds,
        wall_seconds=time.monotonic() - watch.began,
        cpu_seconds=usage.ru_utime + usage.ru_stime,
        peak_rss=watch.peak_rss,
    )


def _started(argv: Sequence[str], cwd: Path, limits: Limits, stdout: Path | None) -> "subprocess.Popen[bytes]":
    ceilings = map(str, (limits.cpu, limits.memory, limits.file_size, os.getpid()))
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(cwd), "TMPDIR": str(cwd)}
    out = stdout.open("wb") if stdout else None
    try:
        return subprocess.Popen(
            [sys.executable, "-I", "-S", LAUNCH, *ceilings, *argv],
            cwd=cwd,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=out or subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    finally:
        if out:
            out.close()


class _Watch:
    """Reads both pipes in one loop, so that neither fills up, and looks at the clock between."""

    def __init__(
        self,
        limits: Limits,
        on_progress: Callable[[Progress], None] | None,
        cancelled: Callable[[], bool] | None,
    ):
        self.limits, self.on_progress, self.cancelled = limits, on_progress, cancelled
        self.began = self.moved = time.monotonic()
        self.seconds = 0.0
        self.peak_rss = 0
        self.tail = bytearray()
        self.error_lines = 0
        self.reader = Reader()

    def until_end(self, process: "subprocess.Popen[bytes]") -> Ended | None:
        """The reason why it was stopped; None if it ended by itself."""
        reason: Ended | None = None
        with selectors.DefaultSelector() as selector:
            for pipe, take in ((process.stdout, self._take_progress), (process.stderr, self._take_error)):
                if pipe:
                    selector.register(pipe, selectors.EVENT_READ, take)
            killed_at = looked = 0.0
            while selector.get_map():
                for key, _events in selector.select(TICK):
                    data = os.read(key.fd, TAIL)
                    if data:
                        key.data(data)
                    else:
                        selector.unregister(key.fileobj)
                now = time.monotonic()
                self.peak_rss = max(self.peak_rss, _high_water(process.pid))
                if reason and now > killed_at:
                    _signal(process, signal.SIGKILL)
                elif not reason and now > looked + TICK:
                    looked = now
                    if reason := self._reason_to_stop(now):
                        _signal(process, signal.SIGTERM)
                        killed_at = now + GRACE
        return reason

    def reap(self, process: "subprocess.Popen[bytes]") -> tuple[int, resource.struct_rusage]:
        """The exit of this one child, and what it cost. One that closed its pipes and lives on is killed."""
        until = time.monotonic() + GRACE
        while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
            if time.monotonic() > until:
                _signal(process, signal.SIGKILL)
            time.sleep(0.005)
        process.returncode = os.waitstatus_to_exitcode(ended[1])
        return process.returncode, ended[2]

    def _reason_to_stop(self, now: float) -> Ended | None:
        if self.cancelled and self.cancelled():
            return "cancelled"
        if now - self.began > self.limits.wall:
            return "out_of_time"
        if self.limits.stall is not None and now - self.moved > self.limits.stall:
            return "stalled"
        return None

    def _take_progress(self, data: bytes) -> None:
        for progress in self.reader.feed(data):
            if progress.seconds > self.seconds:
                self.seconds, self.moved = progress.seconds, time.monotonic()
            if self.on_progress:
                self.on_progress(progress)

    def _take_error(self, data: bytes) -> None:
        self.error_lines += data.count(b"\n")
        self.tail += data
        del self.tail[:-TAIL]


def _high_water(pid: int) -> int:
    """Bytes. What the kernel tells at the end (ru_maxrss) begins with the size of the worker that started the program."""
    with suppress(OSError), open(f"/proc/{pid}/status") as status:
        for line in status:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return 0


def _signal(process: "subprocess.Popen[bytes]", number: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def _natural_end(returncode: int, cpu_seconds: float, limits: Limits) -> Ended:
    if returncode == 0:
        return "finished"
    # At SIGXCPU ffmpeg closes its files and ends with 255.
    if returncode == -signal.SIGXCPU or cpu_seconds >= limits.cpu:
        return "out_of_time"
    return "killed" if returncode < 0 else "failed"


class Failed(Exception):
    """A run that had to succeed did not. `code` of `refusals`; `outcome` has the stderr."""

    def __init__(self, outcome: Outcome):
        self.outcome, self.code = outcome, outcome.code
        super().__init__(f"{outcome.ended} ({outcome.returncode}): {outcome.stderr[-500:]}")
