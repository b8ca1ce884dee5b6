"""Small real files of each kind, and some that mean harm."""

import os
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

WORDS = "Kế hoạch phòng, chống hạn vùng Ea H'leo"


def pdf(path: Path, words: str = "Ke hoach phong chong han", password: str = "", blank: bool = False) -> Path:
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    page = writer.add_blank_page(width=300, height=300)
    if not blank:
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        content = DecodedStreamObject()
        content.set_data(f"BT /F1 12 Tf 20 200 Td ({words}) Tj ET".encode())
        page[NameObject("/Contents")] = writer._add_object(content)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(path)
    return path


def docx(path: Path, words: str = WORDS) -> Path:
    from docx import Document

    document = Document()
    document.add_heading("Công văn", 1)
    document.add_paragraph(words)
    document.add_table(1, 1).cell(0, 0).text = "Trong bảng: 12,5 tỉ đồng"
    document.save(str(path))
    return path


def odt(path: Path, words: str = WORDS) -> Path:
    from odfdo import Document, Header, Paragraph

    document = Document("text")
    document.body.clear()
    document.body.append(Header(1, "Tờ trình"))
    document.body.append(Paragraph(words))
    document.save(path)
    return path


def bomb(path: Path, megabytes: int = 410) -> Path:
    """A .docx of a few hundred kilobytes that says how large it is once open."""
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1) as package, package.open("word/document.xml", "w") as part:
        for _ in range(megabytes):
            part.write(bytes(2**20))
    return path


def lie(path: Path) -> Path:
    """A .docx whose list of members says one kilobyte where there is a megabyte."""
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", bytes(2**20))
    data = path.read_bytes().replace((2**20).to_bytes(4, "little"), (1024).to_bytes(4, "little"))
    path.write_bytes(data)
    return path


def pipe(path: Path) -> Path:
    """A file that never says anything and never ends."""
    os.mkfifo(path)
    return path
