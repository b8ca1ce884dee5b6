"""Why a run did not come to its end, for the person who waits for it. Codes of ffmpeg's own are in `ffmpeg.refusals`."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from media_pipeline.ffmpeg.refusals import SENTENCES

OURS = {
    "storage_unavailable": _("Kho tệp không trả lời sau nhiều lần thử. Tệp gốc vẫn còn; hãy bấm Thử lại khi kho chạy lại."),
    "no_room": _("Kho tệp hoặc ổ đĩa đã đầy. Tệp gốc vẫn còn; hãy báo kỹ thuật viên dọn chỗ rồi bấm Thử lại."),
    "source_missing": _("Không tìm thấy tệp gốc trong kho. Hãy báo kỹ thuật viên hoặc gửi lại tệp."),
    "source_damaged": _("Tệp gốc trong kho không còn nguyên vẹn. Hãy báo kỹ thuật viên hoặc gửi lại tệp."),
    "worker_lost": _("Máy xử lý dừng giữa chừng ở mỗi lần thử. Tệp gốc vẫn còn; hãy bấm Thử lại hoặc báo kỹ thuật viên."),
    "superseded": _("Đã có bản mới hơn trong lúc làm nên bản này không đưa ra dùng. Không cần làm gì thêm."),
    "unexpected": _("Hệ thống gặp lỗi chưa rõ. Tệp gốc vẫn còn; hãy bấm Thử lại hoặc báo kỹ thuật viên."),
    "playout_unavailable": _("Không ghi được vào thư mục phát sóng. Hãy báo kỹ thuật viên kiểm tra ổ đĩa rồi bấm Thử lại."),
    "no_sound": _("Tệp không có tiếng nên không làm được bản phát thanh. Hãy chọn định dạng có hình."),
    "no_picture": _("Tệp không có hình nên không làm được bản truyền hình. Hãy chọn định dạng âm thanh."),
}  # fmt: skip

# Asked of us, and not done.
ORDERS = {
    "already_making": _("Tệp này đang được xử lý. Hãy chờ xong rồi làm lại."),
    "not_ended": _("Lượt này chưa dừng nên chưa thể thử lại. Hãy tải lại trang để xem tiến độ."),
    "not_running": _("Lượt này đã xong hoặc đã dừng. Hãy tải lại trang để xem kết quả."),
    "source_replaced": _("Tệp gốc đã được thay. Hãy bấm Làm lại để xử lý tệp mới."),
    "not_ready": _("Tệp chưa kiểm tra xong. Hãy chờ đến khi xử lý xong rồi đặt."),
    "unknown_profile": _("Không có định dạng phát sóng này. Hãy tải lại trang rồi chọn lại."),
    "not_a_picture": _("Tệp này không phải ảnh JPEG, PNG hay WebP. Hãy chọn ảnh khác."),
    "outside_film": _("Mốc thời gian nằm ngoài video. Hãy chọn lại."),
}  # fmt: skip


def sentence(code: str, params: dict | None = None) -> str:
    """In the reader's language; a code nobody knows any more is shown as it is."""
    text = {**SENTENCES, **OURS, **ORDERS}.get(code, code)
    return gettext(text) % params if params else gettext(text)
