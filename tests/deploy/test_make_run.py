"""The one command, for real: an empty newsroom opens, refuses a second one, and stops without leaving anything behind."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request

from tests.architecture.code import ROOT


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def _wait_for(process, text: str) -> str:
    read = ""
    for line in process.stdout:
        read += line
        if text in line:
            return read
    raise AssertionError(f"“{text}” never came:\n{read}")


def test_one_command_opens_a_newsroom_and_ctrl_c_closes_it(tmp_path):
    port = _free_port()
    # The newsroom's own settings, not those of the tests that this process carries.
    ours = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    environment = {**ours, "DATA": str(tmp_path), "PORT": str(port), "DEMO": "0", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "deploy.run"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}

    with subprocess.Popen(command, cwd=ROOT, env=environment, **pipes) as newsroom:
        try:
            said = _wait_for(newsroom, f"http://localhost:{port}/quan-tri/")
            with urllib.request.urlopen(f"http://localhost:{port}/quan-tri/") as login:
                page = login.read().decode()
            second = subprocess.run(
                command, cwd=ROOT, env={**environment, "PORT": str(_free_port())}, check=False, **pipes
            )
        finally:
            newsroom.send_signal(signal.SIGINT)
            rest = newsroom.stdout.read()

    assert "Tạo cơ sở dữ liệu" in said
    assert 'type="password"' in page
    assert second.returncode == 1
    assert "đang chạy" in second.stdout
    assert newsroom.returncode == 0, rest
    assert "Tòa soạn đã dừng" in rest
    with socket.create_server(("127.0.0.1", port)):
        pass
