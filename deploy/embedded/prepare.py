"""Bring the data folder to this version of the code: tables, static files, the demo of a first run, addresses.

A process of its own, so that the supervisor stays small.
"""

import hashlib
import os
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from deploy.embedded.data import DEMO_LOADING


def prepare(data: Path, *, demo: bool, host: str, port: int) -> None:
    for folder in ("broker/messages", "broker/processed", "broker/control", "beat"):
        (data / folder).mkdir(parents=True, exist_ok=True)
    first_run = _migrate()
    _collect_static(Path(settings.STATIC_ROOT))
    _load_demo(data / DEMO_LOADING, first_run=first_run, wanted=demo)
    call_command("align_site", host=host, port=port)


def _migrate() -> bool:
    """Return whether the database was empty."""
    executor = MigrationExecutor(connection)
    first_run = not executor.loader.applied_migrations
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Tạo cơ sở dữ liệu…" if first_run else "Cập nhật cơ sở dữ liệu…", flush=True)
        call_command("migrate", verbosity=0, interactive=False)
    return first_run


def _collect_static(folder: Path) -> None:
    files = ((storage.path(name)) for finder in get_finders() for name, storage in finder.list([]))
    facts = sorted(f"{path} {os.stat(path).st_size} {os.stat(path).st_mtime_ns}" for path in files)
    print_now = hashlib.sha256("\n".join(facts).encode()).hexdigest()
    stamp = folder / "fingerprint"
    if stamp.exists() and stamp.read_text() == print_now:
        return
    print("Chuẩn bị giao diện…", flush=True)
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(print_now)


def _load_demo(loading: Path, *, first_run: bool, wanted: bool) -> None:
    """Load it at the first run, or again where that was interrupted: it comes whole or not at all."""
    if not wanted:
        loading.unlink(missing_ok=True)
    elif first_run or loading.exists():
        print("Nạp tòa soạn mẫu…", flush=True)
        loading.touch()
        call_command("load_demo")
        loading.unlink()


if __name__ == "__main__":
    django.setup()
    prepare(
        Path(os.environ["DATA"]),
        demo=os.environ.get("DEMO", "1") != "0",
        host=os.environ["PUBLIC_HOST"],
        port=int(os.environ["PORT"]),
    )
