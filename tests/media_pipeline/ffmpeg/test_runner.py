"""The runner keeps its promises whatever the program does."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time

import pytest

from media_pipeline.ffmpeg import runner
from media_pipeline.ffmpeg.runner import MIB, Limits, run

LIMITS = Limits(wall=20, cpu=20)


def python(code):
    return [sys.executable, "-I", "-S", "-c", code]


def encode(seconds, *more):
    source = f"testsrc2=s=160x90:r=25:d={seconds}"
    return [shutil.which("ffmpeg"), "-v", "error", "-progress", "pipe:1", "-nostats", "-stats_period", "0.1", "-y",
            *more, "-f", "lavfi", "-i", source, "-c:v", "mpeg4", "out.avi"]  # fmt: skip


def test_a_run_reports_its_way_and_its_cost(tmp_path):
    seen = []

    outcome = run(encode(120), cwd=tmp_path, limits=LIMITS, on_progress=seen.append)

    assert (outcome.ended, outcome.returncode, outcome.code, outcome.error_lines) == ("finished", 0, "", 0)
    assert outcome.seconds == pytest.approx(120, abs=0.1)
    assert [progress.seconds for progress in seen] == sorted(progress.seconds for progress in seen)
    assert 0 < outcome.cpu_seconds < 10 and 5 * MIB < outcome.peak_rss < 500 * MIB


def test_time_left_follows_from_the_speed():
    assert runner.Progress(30, 2.0).left(50) == 10
    assert runner.Progress(60, 2.0).left(50) == 0
    assert runner.Progress(0, None).left(50) is None


def test_a_failure_keeps_its_words(tmp_path):
    outcome = run([shutil.which("ffmpeg"), "-v", "error", "-i", "none.mp4", "out.mp4"], cwd=tmp_path, limits=LIMITS)

    assert (outcome.ended, outcome.code) == ("failed", "encoder_failed")
    assert "none.mp4: No such file" in outcome.stderr and outcome.error_lines == 1
    with pytest.raises(runner.Failed, match="No such file"):
        raise runner.Failed(outcome)


def test_cancelling_ends_it_at_once(tmp_path):
    began = time.monotonic()

    outcome = run(encode(9999, "-re"), cwd=tmp_path, limits=LIMITS, cancelled=lambda: time.monotonic() > began + 0.5)

    assert outcome.ended == outcome.code == "cancelled"
    assert time.monotonic() - began < 15


def test_standing_still_ends_it(tmp_path):
    outcome = run(["/bin/sleep", "60"], cwd=tmp_path, limits=Limits(wall=20, cpu=20, stall=0.5))

    assert outcome.ended == outcome.code == "stalled"
    assert outcome.wall_seconds < 15


def test_one_that_ignores_the_polite_signal_is_killed(tmp_path, monkeypatch):
    monkeypatch.setattr(runner, "GRACE", 0.5)
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"

    outcome = run(python(deaf), cwd=tmp_path, limits=Limits(wall=1, cpu=20))

    assert (outcome.ended, outcome.returncode) == ("out_of_time", -signal.SIGKILL)
    assert outcome.wall_seconds < 15


def test_one_that_closes_its_pipes_and_lives_on_is_killed(tmp_path, monkeypatch):
    monkeypatch.setattr(runner, "GRACE", 0.5)

    outcome = run(python("import os, time; os.close(1); os.close(2); time.sleep(60)"), cwd=tmp_path, limits=LIMITS)

    assert outcome.ended == "killed" and outcome.wall_seconds < 15


@pytest.mark.parametrize(
    ("code", "limits", "ended", "says"),
    [
        ("while True: pass", Limits(wall=20, cpu=1), "out_of_time", "out_of_time"),
        ("bytearray(2 ** 30)", Limits(wall=20, cpu=20, memory=300 * MIB), "failed", "encoder_failed"),
        ("open('big', 'wb').write(bytes(2 ** 22))", Limits(wall=20, cpu=20, file_size=MIB), "failed", "encoder_failed"),
        ("[open(__file__ if False else '/dev/null') for _ in range(300)]", LIMITS, "failed", "encoder_failed"),
    ],
    ids=["CPU", "memory", "file size", "open files"],
)
def test_limits_hold(code, limits, ended, says, tmp_path):
    outcome = run(python(f"keep = {code}" if "while" not in code else code), cwd=tmp_path, limits=limits)

    assert (outcome.ended, outcome.code) == (ended, says)
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= MIB


def test_words_without_end_neither_block_nor_fill_the_memory(tmp_path):
    code = "import sys; [print('x' * 999, i, file=sys.stderr) for i in range(5000)]; sys.exit(3)"

    outcome = run(python(code), cwd=tmp_path, limits=LIMITS)

    assert outcome.returncode == 3 and outcome.error_lines == 5000
    assert len(outcome.stderr) == 64 * 1024 and outcome.stderr.endswith(" 4999\n")


def test_no_credentials_reach_it(tmp_path, monkeypatch):
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "bí mật")

    outcome = run(python("import os, sys; print(dict(os.environ), file=sys.stderr)"), cwd=tmp_path, limits=LIMITS)

    assert "AWS" not in outcome.stderr and "HOME" in outcome.stderr


def test_it_has_no_network_where_the_kernel_allows_that(tmp_path):
    allowed = subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode == 0
    with socket.create_server(("127.0.0.1", 0)) as server:
        code = f"import socket; socket.create_connection(('127.0.0.1', {server.getsockname()[1]}), 2)"
        outcome = run(python(code), cwd=tmp_path, limits=LIMITS)

    assert outcome.ok != allowed


def test_trouble_in_the_caller_leaves_nothing_behind(tmp_path):
    def lose_the_lease(progress):
        raise RuntimeError("lease lost")

    with pytest.raises(RuntimeError):
        run(encode(9999, "-re"), cwd=tmp_path, limits=LIMITS, on_progress=lose_the_lease)

    assert running_in(tmp_path) == []


@pytest.mark.faults
def test_a_worker_killed_takes_its_ffmpeg_along(tmp_path, count):
    code = f"""
import sys; sys.path.insert(0, {os.getcwd()!r})
from pathlib import Path
from media_pipeline.ffmpeg.runner import Limits, run
run({encode(9999, "-re")!r}, cwd=Path({str(tmp_path)!r}), limits=Limits(wall=60, cpu=60))
"""
    for _time in range(count(short=1, full=20)):
        worker = subprocess.Popen([sys.executable, "-c", code])
        wait_until(lambda: running_in(tmp_path))
        worker.kill()
        worker.wait()

        wait_until(lambda: not running_in(tmp_path))


def running_in(folder):
    """Process ids whose working directory is that folder."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.readlink(f"/proc/{pid}/cwd") == str(folder) and "ffmpeg" in os.readlink(f"/proc/{pid}/exe"):
                found.append(int(pid))
        except OSError:
            continue
    return found


def wait_until(true):
    until = time.monotonic() + 20
    while not true():
        assert time.monotonic() < until
        time.sleep(0.05)
