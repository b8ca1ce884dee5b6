"""Several processes as one: they start together, and when one ends or a person stops them, all end."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from types import FrameType

from deploy.embedded.data import Lock

PATIENCE = 10  # seconds for work in hand; the rest is found again in the rows after the next start


class Supervisor:
    def __init__(self, commands: Mapping[str, Sequence[str]], environment: Mapping[str, str], lock: Lock) -> None:
        self._asked_to_stop = False
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
        while not (self._asked_to_stop or ended):
            time.sleep(0.1)
            ended = next(((name, c.returncode) for name, c in self._children.items() if c.poll() is not None), None)
        self._stop()
        return None if self._asked_to_stop else ended

    def _ask_to_stop(self, signum: int, frame: FrameType | None) -> None:
        self._asked_to_stop = True

    def _stop(self) -> None:
        for child in self._children.values():
            child.terminate()
        deadline = time.monotonic() + PATIENCE
        for child in self._children.values():
            try:
                child.wait(timeout=max(0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                pass
            finally:
                self._kill_group(child)

    @staticmethod
    def _kill_group(child: "subprocess.Popen[bytes]") -> None:
        try:
            os.killpg(child.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        child.wait()
