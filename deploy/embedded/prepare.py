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

from deploy.embedded.data import DEMO_DUE


def prepare(data: Path, *, demo: bool, host: str, port: int) -> None:
    for folder in ("broker/messages", "broker/processed", "broker/control", "beat"):
        (data / folder).mkdir(parents=True, exist_ok=True)
    executor = MigrationExecutor(connection)
    first_run = not executor.loader.applied_migrations
    # Written before the first table and removed after the last story: an interrupted first run loads the demo again.
    demo_is_due = data / DEMO_DUE
    if not demo:
        demo_is_due.unlink(missing_ok=True)
    elif first_run:
        demo_is_due.touch()

    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Tạo cơ sở dữ liệu…" if first_run else "Cập nhật cơ sở dữ liệu…", flush=True)
        call_command("migrate", verbosity=0, interactive=False)
    _collect_static(Path(settings.STATIC_ROOT))
    if demo_is_due.exists():
        print("Nạp tòa soạn mẫu…", flush=True)
        call_command("load_demo")
        demo_is_due.unlink()
    call_command("align_site", host=host, port=port)


def _collect_static(folder: Path) -> None:
    files = (storage.path(name) for finder in get_finders() for name, storage in finder.list([]))
    facts = sorted(f"{path} {os.stat(path).st_size} {os.stat(path).st_mtime_ns}" for path in files)
    fingerprint = hashlib.sha256("\n".join(facts).encode()).hexdigest()
    stamp = folder / "fingerprint"
    if stamp.exists() and stamp.read_text() == fingerprint:
        return
    print("Chuẩn bị giao diện…", flush=True)
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(fingerprint)


if __name__ == "__main__":
    django.setup()
    prepare(
        Path(os.environ["DATA"]),
        demo=os.environ.get("DEMO", "1") != "0",
        host=os.environ["PUBLIC_HOST"],
        port=int(os.environ["PORT"]),
    )
