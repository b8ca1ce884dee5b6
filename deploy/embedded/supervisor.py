"""Several processes as one: they start together, and when a person stops them, all end.

What works in the background and ends by itself is started again, a few times; without the web there is nothing to keep.
"""

import os
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from types import FrameType

from deploy.embedded.data import Lock

PATIENCE = 10  # seconds for work in hand; what is cut short is found again in its row after the next start
PAUSES = (1, 2, 5, 15, 30)  # seconds before each new start; when they are used up within WINDOW, it will not heal
WINDOW = 600
LIFELINE = "web"


class Supervisor:
    def __init__(
        self, commands: Mapping[str, Sequence[str]], environment: Mapping[str, str], lock: Lock,
        *, pauses: Sequence[float] = PAUSES,
    ) -> None:  # fmt: skip
        self._commands, self._environment, self._lock, self._pauses = commands, environment, lock, pauses
        self._stops_asked = 0
        # SIGHUP: somebody closed the terminal.
        for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(signum, self._ask_to_stop)
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        self._starts: dict[str, list[float]] = defaultdict(list)
        self._due: dict[str, float] = {}
        for name in commands:
            self._start(name)

    def wait(self) -> tuple[str, int] | None:
        """Return None after a person's stop, else the name and exit code of the process that will not run."""
        ended = None
        while not (self._stops_asked or ended):
            time.sleep(0.1)
            ended = self._look_after()
        self._stop()
        return ended

    def _ask_to_stop(self, signum: int, frame: FrameType | None) -> None:
        self._stops_asked += 1

    def _start(self, name: str) -> None:
        # A session each: Ctrl-C reaches only this process, which then stops them in order.
        self._children[name] = subprocess.Popen(
            self._commands[name], env=self._environment, start_new_session=True, pass_fds=[self._lock.fileno()]
        )
        self._lock.name_holders(child.pid for child in self._children.values())

    def _look_after(self) -> tuple[str, int] | None:
        now = time.monotonic()
        for name, child in self._children.items():
            if name in self._due:
                if now >= self._due[name]:
                    del self._due[name]
                    self._start(name)
            elif child.poll() is not None:
                self._kill(child)
                recent = [start for start in self._starts[name] if start > now - WINDOW]
                if name == LIFELINE or len(recent) == len(self._pauses):
                    return name, child.returncode
                pause = self._pauses[len(recent)]
                self._starts[name] = [*recent, now]
                self._due[name] = now + pause
                print(
                    f"Tiến trình “{name}” kết thúc (mã {child.returncode}), chạy lại sau {pause} giây.",
                    file=sys.stderr, flush=True,
                )  # fmt: skip
        return None

    def _stop(self) -> None:
        """Give each its time to finish; a second Ctrl-C ends the waiting."""
        for child in self._children.values():
            child.terminate()
        stops_asked, deadline = self._stops_asked, time.monotonic() + PATIENCE
        while any(child.poll() is None for child in self._children.values()):
            if time.monotonic() > deadline or self._stops_asked > stops_asked:
                break
            time.sleep(0.05)
        for child in self._children.values():
            self._kill(child)
            child.wait()

    @staticmethod
    def _kill(child: subprocess.Popen[bytes]) -> None:
        """Its own children too, when it left any."""
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
