import re
import subprocess
import sys

import pytest

from deploy.embedded.data import CONTENTS, Lock, empty
from deploy.embedded.refusal import Refusal
from tests.architecture.code import ROOT, files


def test_a_second_newsroom_on_the_same_folder_is_refused(tmp_path):
    first = Lock(tmp_path)
    first.name_holders([4711])

    with pytest.raises(Refusal, match="đang chạy.*kill .*4711"):
        Lock(tmp_path)
    first.close()
    Lock(tmp_path).close()


def test_emptying_removes_the_newsroom_and_nothing_else(tmp_path):
    (tmp_path / "media" / "images").mkdir(parents=True)
    (tmp_path / "media" / "images" / "a.jpg").write_text("ảnh")
    (tmp_path / "newsroom.sqlite3").write_text("")
    (tmp_path / "luận văn.docx").write_text("của người khác")

    empty(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["luận văn.docx"]


def test_emptying_knows_everything_that_is_written_there():
    named = re.compile(r'\bDATA / "([\w.-]+)"')
    code = [path for path in files("cms/**.py", "newsroom/**.py", "media_pipeline/**.py") if path.name != "test.py"]
    written = {name for path in code for name in named.findall(path.read_text())}

    assert written
    assert written <= set(CONTENTS)


@pytest.mark.parametrize(("answer", "kept"), [("y\n", False), ("có\n", False), ("n\n", True), ("\n", True), ("", True)])
def test_reset_asks_first(tmp_path, answer, kept):
    (tmp_path / "newsroom.sqlite3").write_text("")
    subprocess.run(
        [sys.executable, "-m", "deploy.reset"],
        cwd=ROOT,
        env={"DATA": str(tmp_path), "PYTHONUTF8": "1"},
        input=answer,
        text=True,
        capture_output=True,
        check=False,
    )

    assert (tmp_path / "newsroom.sqlite3").exists() is kept
