"""A real Redis of a test's own, on a free port, that keeps nothing on the disk: killed, it forgets every bell."""

import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest


class Redis:
    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.url, self._folder = f"redis://127.0.0.1:{self._port}/0", folder
        self.start()

    def start(self) -> None:
        command = [
            "redis-server",
            "--port",
            str(self._port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--dir",
            self._folder,
        ]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        for _ in range(200):
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", self._port)) == 0:
                    return
            time.sleep(0.05)
        pytest.fail("Redis không khởi động được", pytrace=False)

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
