"""What others made (fonts, scripts, style sheets) is committed with its licence and its hash.

A folder of such files holds SHA256SUMS, in the form of sha256sum(1), and a licence file.
"""

import hashlib

from tests.architecture.code import ROOT, files

LISTS = files("**/SHA256SUMS", "SHA256SUMS")
FOREIGN = ("*.woff2", "*.min.js", "*.min.css", "**/vendor/**")


def test_listed_files_are_the_ones_that_were_reviewed():
    for sums in LISTS:
        for line in sums.read_text().splitlines():
            digest, name = line.split(maxsplit=1)
            assert hashlib.sha256((sums.parent / name.lstrip("*")).read_bytes()).hexdigest() == digest, (
                sums.parent / name
            )


def test_a_licence_stands_beside_them():
    for sums in LISTS:
        names = [path.name.lower() for path in sums.parent.iterdir()]
        assert any(name.startswith(("licence", "license", "ofl", "copying")) for name in names), sums.parent


def test_no_foreign_file_is_left_out():
    listed = {
        (sums.parent / line.split(maxsplit=1)[1].lstrip("*")).resolve()
        for sums in LISTS
        for line in sums.read_text().splitlines()
    }
    beside = ("SHA256SUMS", "README.md")
    foreign = {
        path
        for path in files(*FOREIGN)
        if path.name not in beside and not path.name.lower().startswith(("licen", "ofl"))
    }

    assert sorted(str(path.relative_to(ROOT)) for path in foreign - listed) == []
