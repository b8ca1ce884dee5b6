"""A real S3-protocol server of the tests' own: versitygw, built by install_s3.sh, on a folder and a free port."""

import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest

from media_pipeline.storage.s3 import S3Storage
from media_pipeline.storage.s3_setup import prepare

PROGRAM = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "toa-soan" / "bin" / "versitygw-1.8.0"
ACCESS = {"AWS_ACCESS_KEY_ID": "toa-soan", "AWS_SECRET_ACCESS_KEY": "khoa-chi-de-kiem-thu"}


class S3Server:
    """`url` is its address; what it keeps lies in `folder`. It can be killed, stopped and started again."""

    def __init__(self, folder: Path, wrapper: tuple[str, ...] = ()) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._address = f"127.0.0.1:{free.getsockname()[1]}"
        self.url, self.folder, self._wrapper = f"http://{self._address}", folder, wrapper
        self._stores: list[S3Storage] = []
        self.start()

    def start(self) -> None:
        command = [*self._wrapper, PROGRAM, "--port", self._address, "--quiet", "--keep-alive", "posix", self.folder]
        access = {"ROOT_ACCESS_KEY": ACCESS["AWS_ACCESS_KEY_ID"], "ROOT_SECRET_KEY": ACCESS["AWS_SECRET_ACCESS_KEY"]}
        environment = {**os.environ, **access}
        self._process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, start_new_session=True)
        for _ in range(200):
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", int(self._address.rpartition(":")[2]))) == 0:
                    return
            if self._process.poll() is not None:
                break
            time.sleep(0.05)
        pytest.fail("versitygw không khởi động được", pytrace=False)

    def kill(self) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def pause(self) -> None:
        os.killpg(self._process.pid, signal.SIGSTOP)

    def resume(self) -> None:
        os.killpg(self._process.pid, signal.SIGCONT)

    def options(self) -> dict[str, str]:
        """What an S3Storage needs to know, with two buckets of a new name."""
        name = token_hex(6)
        return {
            "public_bucket": f"public-{name}",
            "private_bucket": f"private-{name}",
            "public_url": f"{self.url}/public-{name}",
            "endpoint_url": self.url,
            "region_name": "us-east-1",
            "addressing_style": "path",
        }

    def store(self, **options: Any) -> S3Storage:
        """A store with two new buckets, ready to use; `public_bucket=…, private_bucket=…` for buckets that are there."""
        store = S3Storage(**{**self.options(), **options})
        prepare(store)
        self._stores.append(store)
        return store

    def close(self) -> None:
        for store in self._stores:
            store.close()
        self.kill()


@contextmanager
def started_s3(disk: Path | None = None, wrapper: tuple[str, ...] = ()) -> Iterator[S3Server]:
    """`disk`: the folder it keeps everything in; `wrapper`: the start of a command line that runs it."""
    if not PROGRAM.exists():
        pytest.fail(f"Thiếu {PROGRAM}. Chạy “make test”, hoặc: tests/services/install_s3.sh", pytrace=False)
    before = {name: os.environ.get(name) for name in ACCESS}
    os.environ.update(ACCESS)
    with tempfile.TemporaryDirectory(prefix="newsroom-s3-", ignore_cleanup_errors=True) as folder:
        server = S3Server(disk or Path(folder), wrapper)
        try:
            yield server
        finally:
            server.close()
            for name, value in before.items():
                os.environ.pop(name)
                if value is not None:
                    os.environ[name] = value
