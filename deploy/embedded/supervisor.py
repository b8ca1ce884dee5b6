"""Several processes as one: they start together, and when one ends or a person stops them, all end."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from types import FrameType

from deploy.embedded.data import Lock

PATIENCE = 10  # seconds for work in hand; what is cut short is found again in its row after the next start


class Supervisor:
    def __init__(self, commands: Mapping[str, Sequence[str]], environment: Mapping[str, str], lock: Lock) -> None:
        self._stops_asked = 0
        # SIGHUP: somebody closed the terminal.
        for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(signum, self._ask_to_stop)
        # A session each: Ctrl-C reaches only this process, which then stops them in order.
        self._children = {
            name: subprocess.Popen(command, env=environment, start_new_session=True, pass_fds=[lock.fileno()])
            for name, command in commands.items()
        }
        lock.name_holders(child.pid for child in self._children.values())

    def wait(self) -> tuple[str, int] | None:
        """Return None after a person's stop, else the name and exit code of the process that ended by itself."""
        ended = None
        while not (self._stops_asked or ended):
            time.sleep(0.1)
            ended = self._ended()
        self._stop()
        return ended

    def _ask_to_stop(self, signum: int, frame: FrameType | None) -> None:
        self._stops_asked += 1

    def _ended(self) -> tuple[str, int] | None:
        return next(
            ((name, child.returncode) for name, child in self._children.items() if child.poll() is not None), None
        )

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
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)  # its own children too, when it left any
            child.wait()
