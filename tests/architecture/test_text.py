"""Every text of the project is composed Unicode, and speaks of the project alone."""

import re
import unicodedata

from tests.architecture.code import ROOT, files

# Paths of one person's machine, and hosts of package registries (a mirror may be used instead); written in pieces, so that
# this file does not name them itself.
NOT_OURS = [
    re.escape(a + b)
    for a, b in [("/wo", "rk/"), ("/tmp/", "team"), ("pypi", ".org"), ("python", "hosted"), ("npm", "js.org")]
]
UNFINISHED = [
    r"\bTO" + "DO\b",
    r"\bFIX" + "ME\b",
    "<{7} ",
    ">{7} ",
    r"pytest\.mark\." + "(skip|xfail)",
    r"pytest\." + r"skip\(",
]
UNWANTED = re.compile("|".join(NOT_OURS + UNFINISHED))


def _texts():
    for path in files():
        try:
            yield str(path.relative_to(ROOT)), path.read_text()
        except UnicodeDecodeError:
            continue  # a picture, a font


def test_no_file_names_a_machine_or_is_left_unfinished():
    found = [f"{name}: {match.group()}" for name, text in _texts() if (match := UNWANTED.search(text))]

    assert found == []


def test_every_text_is_composed():
    assert [name for name, text in _texts() if not unicodedata.is_normalized("NFC", text)] == []
