"""What a document really is. Its bytes must be what its name says, or readers get a surprise."""

import codecs
import os
from zipfile import BadZipFile, ZipFile

from django.conf import settings
from django.utils.translation import gettext as _

from media_pipeline.assets.embedded.text import decode
from media_pipeline.assets.errors import NotADocument
from media_pipeline.assets.inspection import check_size

# A part that every file of the kind has inside its ZIP.
PACKAGES = {
    "docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml", "odt": "content.xml",
}  # fmt: skip
MACROS = "vbaProject.bin"


def check_document(file) -> None:
    """Raises `errors.FileRefused`. `file` is left at its beginning."""
    check_size(file, settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)
    extension = os.path.splitext(file.name)[1].lower().lstrip(".")
    if extension not in settings.WAGTAILDOCS_EXTENSIONS:
        raise NotADocument(
            _("Không nhận tệp loại “%(extension)s”. Chỉ nhận: %(kinds)s.")
            % {"extension": extension, "kinds": ", ".join(settings.WAGTAILDOCS_EXTENSIONS)}
        )
    head = file.read(65536)
    if extension == "pdf":
        good = b"%PDF-" in head[:1024]
    elif extension in {"txt", "csv"}:
        good = is_text(head)
    else:
        good = is_package(file, PACKAGES.get(extension))
    file.seek(0)
    if not good:
        raise NotADocument(
            _("Nội dung tệp không phải .%(extension)s như tên gọi, hoặc có macro. Hãy xuất lại tệp rồi gửi.")
            % {"extension": extension}
        )


def is_text(head: bytes) -> bool:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    return not any(character < " " and character not in "\t\n\r\f" for character in decode(head))


def is_package(file, part: str | None) -> bool:
    file.seek(0)
    try:
        with ZipFile(file) as package:
            names = package.namelist()
    except (BadZipFile, ValueError, NotImplementedError, OSError):
        return False
    if part is None:
        return True
    return part in names and not any(name.endswith(MACROS) for name in names)
