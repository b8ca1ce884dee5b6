"""deploy/README.md lists each value read from the environment, and no other."""

import re

from tests.architecture.code import ROOT, files

READ = re.compile(
    r'(?:\benv\.\w+|os\.environ\.(?:get|setdefault)|_answer)\(\s*"([A-Z0-9_]+)"|os\.environ\["([A-Z0-9_]+)"\]'
)
EXPORTED = re.compile(r"^export ([A-Z0-9_]+) \?=", re.MULTILINE)
ROW = re.compile(r"^\| `([A-Z0-9_]+)` \|", re.MULTILINE)


def test_table_and_code_name_the_same_settings():
    code = files("cms/**.py", "newsroom/**.py", "media_pipeline/**.py", "deploy/**.py")
    read = {name for path in code for pair in READ.findall(path.read_text()) for name in pair if name}
    read |= set(EXPORTED.findall((ROOT / "Makefile").read_text()))

    assert set(ROW.findall((ROOT / "deploy" / "README.md").read_text())) == read
