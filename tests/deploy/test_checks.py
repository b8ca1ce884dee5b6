import os
import pwd
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.embedded.checks import check_data_folder, check_port, check_room
from deploy.embedded.refusal import Refusal
from tests.architecture.code import ROOT


def test_a_taken_port_is_refused_and_a_free_one_offered():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(Refusal, match=f"Cổng {port} đang có chương trình khác dùng.*PORT={port + 1}"):
            check_port("127.0.0.1", port)
    check_port("127.0.0.1", port)


def test_an_address_of_another_machine_is_refused():
    with pytest.raises(Refusal, match="không phải địa chỉ của máy này"):
        check_port("192.0.2.1", 8000)


def test_a_folder_that_cannot_be_written_is_refused():
    with pytest.raises(Refusal, match="Không ghi được vào thư mục dữ liệu"):
        check_data_folder(Path("/proc/newsroom"))  # where root may not write either


def test_a_file_is_no_data_folder(tmp_path):
    (tmp_path / "var").write_text("")

    with pytest.raises(Refusal, match="không phải thư mục"):
        check_data_folder(tmp_path / "var")


def test_a_disk_that_is_nearly_full_is_refused(tmp_path):
    with pytest.raises(Refusal, match="chỉ còn .* MB trống, cần ít nhất"):
        check_room(tmp_path, needed=2**62)
    check_room(tmp_path, needed=1)


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        ({"PORT": "tám nghìn"}, "không phải số cổng"),
        ({"PORT": "70000"}, "không phải số cổng"),
        ({"DATA": "/proc/newsroom"}, "Không ghi được"),
    ],
)
def test_make_run_says_one_sentence_and_fails(choice, sentence, tmp_path):
    environment = {**os.environ, "DATA": str(tmp_path), **choice}
    result = subprocess.run(
        [sys.executable, "-m", "deploy.run"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )

    assert result.returncode == 1
    assert sentence in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_folder_of_somebody_else_is_refused(tmp_path):
    nobody = pwd.getpwnam("nobody").pw_uid
    if os.geteuid() == 0:
        # Somebody else from here on: what was imported before may lie where only root reads.
        foreign, become = tmp_path, f"os.setgroups([]); os.setgid({nobody}); os.setuid({nobody})"
    else:
        foreign, become = Path("/root"), "pass"
    code = f"""
import os
from pathlib import Path
from deploy.embedded.checks import check_data_folder
{become}
check_data_folder(Path({str(foreign)!r}) / 'var')
"""
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)

    assert "Không ghi được vào thư mục dữ liệu" in result.stderr
