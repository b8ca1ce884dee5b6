"""Reads the words of one file, in a process of its own: `python -I reader.py KIND FILE`, one JSON object on standard output.

Plain Python that imports nothing of ours. `{"text", "pages"}`, or `{"refused": code}`. Whatever a file does, no more than
these limits is spent on it.
"""

import json
import resource
import sys
from pathlib import Path
from zipfile import BadZipFile, ZipFile

FILE = 100 * 2**20  # bytes of the file
UNPACKED = 400 * 2**20  # bytes of all members of a package together
MEMORY = 1_200 * 2**20  # bytes of address space of this process
SECONDS = 60  # of processor and of wall clock
PAGES = 3_000
CHARACTERS = 2_000_000


class Refused(Exception):
    """Its argument is a code of `states.SENTENCES`."""


class Words:
    """Text up to the limit of characters."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.left = CHARACTERS

    def add(self, text: str) -> bool:
        """Whether there is room for more."""
        self.parts.append(text[: self.left])
        self.left -= len(text)
        return self.left > 0


def read_pdf(path: Path) -> tuple[str, int]:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

    words = Words()
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused("encrypted")
        pages = len(reader.pages)
        for page in reader.pages[:PAGES]:
            if not words.add(page.extract_text() + "\n"):
                break
    except (FileNotDecryptedError, DependencyError) as error:  # AES without its library is as good as a password
        raise Refused("encrypted") from error
    except PyPdfError as error:
        raise Refused("broken") from error
    return "".join(words.parts), pages


def read_docx(path: Path) -> tuple[str, None]:
    from docx import Document
    from docx.oxml.ns import qn

    check_package(path)
    words = Words()
    for paragraph in Document(str(path)).element.body.iter(qn("w:p")):
        if not words.add("".join(node.text or "" for node in paragraph.iter(qn("w:t"))) + "\n"):
            break
    return "".join(words.parts), None


def read_odt(path: Path) -> tuple[str, None]:
    from odfdo import Document

    check_package(path)
    words = Words()
    for element in Document(path).body.get_elements("descendant::text:h|descendant::text:p"):
        if not words.add(element.text_recursive + "\n"):
            break
    return "".join(words.parts), None


def read_plain(path: Path) -> tuple[str, None]:
    data = path.read_bytes()[: 4 * CHARACTERS]
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")[:CHARACTERS], None
    try:
        return data.decode("utf-8-sig")[:CHARACTERS], None
    except UnicodeDecodeError:
        return data.decode("cp1258", errors="replace")[:CHARACTERS], None


def check_package(path: Path) -> None:
    """What the package says it holds. One that lies meets the limit of memory."""
    with ZipFile(path) as package:
        if sum(member.file_size for member in package.infolist()) > UNPACKED:
            raise Refused("bomb")


READERS = {"pdf": read_pdf, "docx": read_docx, "odt": read_odt, "txt": read_plain, "csv": read_plain}


def answer(kind: str, path: Path) -> dict[str, object]:
    try:
        text, pages = READERS[kind](path)
    except Refused as refused:
        return {"refused": refused.args[0]}
    except MemoryError:
        return {"refused": "memory"}
    except BadZipFile:
        return {"refused": "broken"}
    except Exception:  # three libraries and any bytes at all: what they stumble over is a broken file
        return {"refused": "broken"}
    text = text.encode(errors="replace").decode().replace("\x00", " ")  # half characters and NUL fit into no database
    if not text.strip():
        return {"refused": "scanned" if kind == "pdf" else "broken"} if kind != "txt" else {"text": "", "pages": None}
    return {"text": text, "pages": pages}


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    print(json.dumps(answer(sys.argv[1], Path(sys.argv[2]))))
