"""The web process of the embedded run, on the test's own database file: it may be killed and started again."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings
from django.db import connection


class Server:
    """Nobody works for it: bells ring in a broker without listeners."""

    def __init__(self, folder: Path):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://localhost:{self.port}"
        self._log = (folder / "web.log").open("wb")
        self._environment = {
            **os.environ, "DJANGO_SETTINGS_MODULE": "tests.media_pipeline.ingest.served", "DATA": str(settings.DATA),
            "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}", "BROKER_URL": "memory://",
            "PORT": str(self.port), "UPLOADS_OF_THE_TEST": str(settings.UPLOAD_FOLDER),
        }  # fmt: skip

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "cms.wsgi", f"--bind=127.0.0.1:{self.port}"]
        command += ["--worker-class=gthread", "--threads=4", "--no-control-socket", "--log-level=warning"]
        self._process = subprocess.Popen(
            command, env=self._environment, stdout=self._log, stderr=self._log, start_new_session=True
        )
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline:
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.2)
        raise TimeoutError(Path(self._log.name).read_text())

    def kill(self) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def close(self) -> None:
        self.kill()
        self._log.close()
