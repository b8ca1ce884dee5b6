"""Every code a media file or its processing can end with, and the sentence for the person who sent it.

A sentence says what happened, what to do, and what is safe. It is Vietnamese source text: `MediaRefused.template % params` is
what `str()` shows; whoever shows it in another language translates the template first.
"""

from typing import Any


def _(text: str) -> str:
    """Marks a text for the catalogues; translated where it is shown."""
    return text


# Refused: this file will never come in; no retry.
REFUSALS = {
    "empty": _("Tệp trống, không có dữ liệu nào. Hãy kiểm tra tệp trên máy rồi gửi lại."),
    "not_media": _("Tệp này không phải âm thanh hay video mà tòa soạn đọc được. Hãy gửi MP4, MOV, MTS, MXF, MP3, WAV hoặc M4A."),
    "picture": _("Tệp này là ảnh, không phải video. Hãy gửi ở mục Hình ảnh."),
    "playlist": _("Tệp này là danh sách phát, chỉ dẫn tới tệp khác và không chứa hình hay tiếng. Hãy gửi chính tệp âm thanh hoặc video."),
    "unfinished": _("Video chưa được ghi xong hoặc chưa chép hết nên không mở được. Hãy chép lại từ máy quay; bản trên máy quay vẫn nguyên."),
    "unreadable": _("Không đọc được tệp này: dữ liệu bị hỏng từ đầu. Hãy mở thử trên máy, chép lại rồi gửi lại."),
    "no_streams": _("Tệp không có hình và cũng không có tiếng. Hãy kiểm tra trên máy đã ghi tệp này."),
    "no_duration": _("Tệp không có đoạn hình hay tiếng nào phát được. Hãy kiểm tra trên máy đã ghi tệp này."),
    "encrypted": _("Tệp bị khóa bản quyền (DRM) nên không xử lý được. Hãy xin bản không khóa từ nơi phát hành."),
    "too_large": _("Tệp nặng %(size)s GB, quá giới hạn %(limit)s GB. Hãy cắt ngắn hoặc xuất bản nhẹ hơn rồi gửi lại."),
    "too_long": _("Tệp dài %(duration)s, quá giới hạn %(limit)s. Hãy cắt thành nhiều phần rồi gửi từng phần."),
    "too_many_pixels": _("Khung hình quá lớn, giới hạn là 8192×4320 điểm ảnh. Hãy xuất lại ở cỡ 4K rồi gửi."),
    "too_many_frames": _("Video có %(rate)s khung hình mỗi giây, quá giới hạn %(limit)s. Hãy xuất lại ở 25, 30, 50 hoặc 60 khung hình mỗi giây."),
    "too_many_streams": _("Tệp có %(count)s luồng hình và tiếng, quá giới hạn %(limit)s. Hãy xuất lại chỉ với một luồng hình và một luồng tiếng."),
    "too_costly": _("Mở tệp này tốn quá nhiều bộ nhớ hoặc thời gian nên đã dừng lại. Hãy xuất lại ra MP4 (H.264) rồi gửi."),
}  # fmt: skip

# Failed: the original is kept, and somebody may try again.
FAILURES = {
    "encoder_failed": _("Không chuyển mã được tệp này. Tệp gốc vẫn còn; hãy bấm Thử lại, nếu vẫn lỗi thì báo kỹ thuật viên."),
    "out_of_memory": _("Máy xử lý hết bộ nhớ giữa chừng. Tệp gốc vẫn còn; việc này sẽ được thử lại với ít luồng hơn."),
    "out_of_time": _("Việc chuyển mã chạy quá thời gian cho phép nên đã dừng. Tệp gốc vẫn còn; hãy bấm Thử lại hoặc báo kỹ thuật viên."),
    "stalled": _("Việc chuyển mã đứng yên quá lâu nên đã dừng. Tệp gốc vẫn còn; việc này sẽ được thử lại."),
    "disk_full": _("Ổ đĩa của máy xử lý đã đầy. Tệp gốc vẫn còn; việc này tự chạy lại khi có chỗ trống."),
    "cancelled": _("Việc xử lý đã được hủy theo yêu cầu. Tệp gốc vẫn còn; bấm Thử lại để làm lại từ đầu."),
    "not_whole": _("Kết quả chuyển mã không khớp với tệp gốc nên chưa đưa ra dùng. Tệp gốc vẫn còn; hãy bấm Thử lại."),
}  # fmt: skip

# Not a failure: it plays, and people should know.
WARNINGS = {
    "damaged": _("Tệp gốc bị hỏng hoặc thiếu đoạn: khai %(declared)s nhưng chỉ phát được %(produced)s. Hãy xem lại trước khi dùng, hoặc gửi bản khác."),
    "errors": _("Tệp gốc có chỗ bị lỗi, hình hoặc tiếng có thể giật. Hãy xem lại trước khi dùng."),
}  # fmt: skip

SENTENCES = REFUSALS | FAILURES | WARNINGS


class MediaRefused(Exception):
    """The file does not come in. `str()` is the Vietnamese sentence; `detail` is for technicians (stderr)."""

    def __init__(self, code: str, *, detail: str = "", **params: Any):
        self.code, self.params, self.detail = code, params, detail
        self.template = REFUSALS[code]
        super().__init__(self.template % params if params else self.template)


def sentence(code: str, **params: Any) -> str:
    """The Vietnamese sentence of any code."""
    return SENTENCES[code] % params if params else SENTENCES[code]


def spoken(seconds: float) -> str:
    """A duration as people read it: `1:02:03`, `2:03`, `0:07`."""
    whole = round(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"
