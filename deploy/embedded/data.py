"""The data folder: one newsroom at a time, and emptying it."""

import fcntl
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from deploy.embedded.refusal import Refusal

# Emptying removes these and nothing else, so a wrong DATA= costs nobody their files.
DATABASE = ["newsroom.sqlite3", "newsroom.sqlite3-wal", "newsroom.sqlite3-shm"]
FOLDERS = [
    "beat", "broker", "cache", "mail", "media", "media-store", "originals", "playout", "scratch", "snapshots", "static",
    "tha-tep", "tmp",
]  # fmt: skip
DEMO_DUE = "demo-is-due"
DEMO_LOGINS = "demo-logins.txt"
CONTENTS = [*DATABASE, *FOLDERS, DEMO_DUE, DEMO_LOGINS, "secret-key"]


class Lock:
    """Held through an open file that every started process inherits: it ends with the last of them, however it ends."""

    def __init__(self, data: Path) -> None:
        self._file = (data / "lock").open("a+")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self._file.seek(0)
            holders = self._file.read()
            self.close()
            raise Refusal(
                f"Tòa soạn ở {data} đang chạy. Hãy dừng bằng Ctrl-C ở cửa sổ đã mở nó, hoặc: kill {holders}"
            ) from error

    def close(self) -> None:
        self._file.close()

    def fileno(self) -> int:
        return self._file.fileno()

    def name_holders(self, processes: Iterable[int]) -> None:
        self._file.truncate(0)
        self._file.write(" ".join(str(process) for process in [os.getpid(), *processes]))
        self._file.flush()


def empty(data: Path) -> None:
    for name in CONTENTS:
        path = data / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
