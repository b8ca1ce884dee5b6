"""What the headers of a tus request say."""

import base64
import binascii
import hashlib

from django.utils.translation import gettext as _

ALGORITHMS = {"sha1", "sha256"}  # sha1 is the one the protocol demands


class Unreadable(Exception):
    """The request is not tus, or not the tus we speak."""

    def __init__(self, sentence: str, status: int = 400):
        super().__init__(sentence)
        self.status = status


def number(request, header: str) -> int:
    value = request.headers.get(header, "")
    if not (value.isascii() and value.isdecimal() and len(value) < 19):
        raise Unreadable(
            _("Máy chủ không hiểu phần gửi đến (%(header)s). Tải lại trang rồi gửi tiếp.") % {"header": header}
        )
    return int(value)


def metadata(header: str) -> dict[str, str]:
    """`filename dsOqLm1wNA==,urgent` → {"filename": "vê.mp4", "urgent": ""}"""
    said = {}
    for pair in filter(None, (pair.strip() for pair in header.split(","))):
        name, _space, value = pair.partition(" ")
        try:
            said[name] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError) as error:
            raise Unreadable(_("Máy chủ không đọc được tên tệp. Đổi tên tệp rồi gửi lại.")) from error
    return said


def checksum(request) -> tuple[str, bytes] | None:
    """`sha256 <base64>` → ("sha256", digest)"""
    if not (header := request.headers.get("Upload-Checksum")):
        return None
    algorithm, _space, value = header.partition(" ")
    try:
        digest = base64.b64decode(value, validate=True)
    except binascii.Error:
        digest = b""
    if algorithm not in ALGORITHMS or len(digest) != hashlib.new(algorithm, usedforsecurity=False).digest_size:
        raise Unreadable(_("Máy chủ không hiểu mã kiểm tra của phần này. Tải lại trang rồi gửi tiếp."))
    return algorithm, digest
