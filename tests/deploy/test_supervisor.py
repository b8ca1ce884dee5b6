import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from deploy.embedded.data import Lock
from deploy.embedded.supervisor import Supervisor

PYTHON = sys.executable
PATIENT = [PYTHON, "-c", "import time; time.sleep(60)"]
FAILING = [PYTHON, "-c", "import time; time.sleep(0.3); raise SystemExit(7)"]
WITH_A_CHILD = [PYTHON, "-c", "import subprocess; subprocess.run(['sleep', '60'])"]


@pytest.fixture
def lock(tmp_path):
    lock = Lock(tmp_path)
    yield lock
    lock.close()


@pytest.fixture(autouse=True)
def _own_signals():
    kept = {name: signal.getsignal(name) for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    for name, handler in kept.items():
        signal.signal(name, handler)


def _holders(tmp_path) -> list[int]:
    return [int(number) for number in (tmp_path / "lock").read_text().split()[1:]]


def _runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_when_the_web_ends_all_end_with_its_code(lock, tmp_path):
    ended = Supervisor({"web": FAILING, "worker": PATIENT, "beat": WITH_A_CHILD}, os.environ, lock).wait()

    assert ended == ("web", 7)
    assert not any(_runs(process) for process in _holders(tmp_path))


def test_a_worker_that_ends_is_started_again_and_the_newsroom_goes_on(lock, tmp_path, capsys):
    lives = tmp_path / "lives"
    twice = f"open({str(lives)!r}, 'a').write('.'); import time; time.sleep(0.1 if len(open({str(lives)!r}).read()) < 3 else 60)"
    supervisor = Supervisor({"web": PATIENT, "worker": [PYTHON, "-c", twice]}, os.environ, lock, pauses=[0.1, 0.2, 0.3])
    stopper = threading.Thread(target=_stop_when, args=(lambda: lives.exists() and len(lives.read_text()) == 3,))
    stopper.start()

    assert supervisor.wait() is None
    stopper.join()
    said = capsys.readouterr().err.splitlines()
    assert [line.partition(" kết thúc")[0] for line in said] == ["Tiến trình “worker”"] * 2
    assert "chạy lại sau 0.2 giây" in said[1]
    assert len(_holders(tmp_path)) == 2 and not any(_runs(process) for process in _holders(tmp_path))


def test_a_worker_that_ends_again_and_again_stops_the_newsroom_and_is_named(lock, tmp_path):
    fails = [PYTHON, "-c", "raise SystemExit(7)"]
    ended = Supervisor({"web": PATIENT, "worker": fails}, os.environ, lock, pauses=[0.1, 0.1]).wait()

    assert ended == ("worker", 7)
    assert not any(_runs(process) for process in _holders(tmp_path))


def _stop_when(done):
    while not done():
        time.sleep(0.05)
    os.kill(os.getpid(), signal.SIGTERM)


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_persons_stop_ends_all_and_is_no_failure(lock, tmp_path, signum):
    supervisor = Supervisor({"web": PATIENT, "worker": WITH_A_CHILD}, os.environ, lock)
    threading.Timer(0.3, os.kill, (os.getpid(), signum)).start()

    assert supervisor.wait() is None
    assert not any(_runs(process) for process in _holders(tmp_path))


def test_the_data_folder_stays_locked_while_any_process_lives(tmp_path):
    """A supervisor that is killed leaves its processes behind: nobody may start a second newsroom beside them."""
    code = (
        "import os, sys; from pathlib import Path; from deploy.embedded.data import Lock;"
        "from deploy.embedded.supervisor import Supervisor;"
        f"Supervisor({{'web': {PATIENT!r}}}, os.environ, Lock(Path({str(tmp_path)!r}))).wait()"
    )
    with subprocess.Popen([PYTHON, "-c", code]) as parent:
        while not ((tmp_path / "lock").exists() and _holders(tmp_path)):
            time.sleep(0.05)
        parent.kill()
    orphan = _holders(tmp_path)[0]

    refused = subprocess.run(
        [
            PYTHON,
            "-c",
            f"from pathlib import Path; from deploy.embedded.data import Lock; Lock(Path({str(tmp_path)!r}))",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    os.kill(orphan, signal.SIGKILL)

    assert "đang chạy" in refused.stderr
