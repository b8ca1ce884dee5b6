"""What a caption file holds, and why one is refused."""

from dataclasses import dataclass
from typing import Any


def _(text: str) -> str:
    """Marks a text for the catalogues; translated where it is shown."""
    return text


SENTENCES = {
    "empty": _("Tệp phụ đề trống. Hãy xuất lại từ phần mềm làm phụ đề rồi gửi lại."),
    "too_large": _("Tệp phụ đề nặng quá %(limit)s MB. Hãy kiểm tra xem có gửi nhầm tệp không."),
    "not_captions": _("Tệp này không phải phụ đề WebVTT hay SRT. Hãy xuất lại ra .vtt hoặc .srt."),
    "unknown_encoding": _("Tệp phụ đề không phải Unicode nên chữ có dấu sẽ sai. Hãy lưu lại với mã UTF-8 rồi gửi lại."),
    "no_cues": _("Tệp phụ đề không có câu nào. Hãy kiểm tra lại tệp đã xuất."),
    "bad_time": _("Dòng %(line)s: mốc thời gian “%(text)s” không đọc được. Hãy sửa thành dạng 00:01:02.500 rồi gửi lại."),
    "backwards": _("Dòng %(line)s: câu kết thúc trước hoặc cùng lúc bắt đầu. Hãy sửa mốc thời gian rồi gửi lại."),
    "too_long": _("Phụ đề chạy tới %(end)s, dài hơn tệp (%(duration)s). Hãy kiểm tra xem có gửi nhầm tệp không."),
}  # fmt: skip


class CaptionsRefused(Exception):
    """The file does not come in; what was there before stays. `template % params` is what `str()` shows, in Vietnamese."""

    def __init__(self, code: str, **params: Any):
        self.code, self.params, self.template = code, params, SENTENCES[code]
        super().__init__(self.template % params if params else self.template)


@dataclass(frozen=True)
class Cue:
    """Seconds from the beginning; `text` is plain NFC, lines apart by \\n, without markup."""

    start: float
    end: float
    text: str


@dataclass(frozen=True)
class Captions:
    """`format` "vtt" or "srt": what was sent. Cues in order of their start; they may overlap (two people speaking)."""

    cues: tuple[Cue, ...]
    format: str


@dataclass(frozen=True)
class Paragraph:
    """Several cues as running text; `start` in seconds, for a link into the film."""

    start: float
    text: str
