"""A PostgreSQL of the tests' own: a new folder, a socket in it and no network port.

    python -m tests.services.postgresql COMMAND…    runs COMMAND with DATABASE_URL, then stops the server

Exits with the command's code, or 1 with one sentence where PostgreSQL is missing.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

# A test server's data need not survive a power cut.
FAST = ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off"]
LOCAL = ["-c", "listen_addresses=", "-c", "max_connections=60"]


class PostgresqlMissing(Exception):
    pass


@contextmanager
def started_postgresql() -> Iterator[str]:
    """Yield the DATABASE_URL of a server that lives as long as the block."""
    programs = _programs()
    # PostgreSQL refuses to run as root; Debian's package brings this account for it.
    owner = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    folder = Path(tempfile.mkdtemp(prefix="newsroom-postgresql-"))
    try:
        if owner:
            shutil.chown(folder, "postgres", "postgres")
        data = folder / "data"
        initdb = [programs / "initdb", "--auth=trust", "--username=newsroom", "--encoding=UTF8", "--locale=C.UTF-8"]
        subprocess.run([*initdb, "--no-sync", "-D", data], check=True, stdout=subprocess.DEVNULL, cwd=folder, **owner)
        with (folder / "log").open("wb") as log:
            command = [programs / "postgres", "-D", data, "-k", folder, *LOCAL, *FAST]
            server = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, **owner)
        try:
            _wait_until_ready(programs, folder, server)
            yield f"postgresql://newsroom@{quote(str(folder), safe='')}/postgres"
        finally:
            server.send_signal(signal.SIGINT)  # a fast shutdown: connections left open do not delay it
            server.wait(timeout=30)
    finally:
        shutil.rmtree(folder)


def _programs() -> Path:
    """The newest installed version's folder: Debian keeps them out of PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    if not found and not on_path:
        raise PostgresqlMissing("Thiếu PostgreSQL. Chạy “make test” bằng quyền root, hoặc: apt install postgresql")
    return found[-1].parent if found else Path(on_path).resolve().parent


def _wait_until_ready(programs: Path, folder: Path, server: subprocess.Popen) -> None:
    for _ in range(300):
        ready = subprocess.run([programs / "pg_isready", "-q", "-h", folder], check=False).returncode == 0
        if ready and server.poll() is None:
            return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    raise PostgresqlMissing("PostgreSQL không khởi động được:\n" + (folder / "log").read_text())


if __name__ == "__main__":
    try:
        with started_postgresql() as url:
            sys.exit(subprocess.run(sys.argv[1:], check=False, env={**os.environ, "DATABASE_URL": url}).returncode)
    except PostgresqlMissing as missing:
        sys.exit(str(missing))
