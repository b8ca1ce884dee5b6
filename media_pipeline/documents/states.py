from django.db import models
from django.utils.translation import gettext_lazy as _


class TextState(models.TextChoices):
    WAITING = "waiting", _("Chờ đọc")
    READ = "read", _("Đã đọc")
    REFUSED = "refused", _("Không đọc được")


# Why a file's words cannot be found, and what to do about it.
SENTENCES = {
    "encrypted": _("Tệp có mật khẩu nên máy không đọc được chữ. Tải lên bản không đặt mật khẩu để tìm theo nội dung."),
    "heavy": _("Tệp nặng hơn %(megabytes)s MB nên chỉ tìm được theo tên. Tách nhỏ tệp nếu cần tìm theo nội dung."),
    "bomb": _("Tệp bung ra quá lớn nên máy không mở. Xuất lại tệp từ phần mềm soạn thảo rồi tải lên."),
    "slow": _("Đọc tệp lâu quá %(seconds)s giây nên máy dừng lại. Tệp vẫn tải về được, chỉ tìm được theo tên."),
    "memory": _("Đọc tệp tốn quá nhiều bộ nhớ nên máy dừng lại. Tệp vẫn tải về được, chỉ tìm được theo tên."),
    "broken": _("Tệp hỏng hoặc không đúng định dạng nên máy không đọc được chữ. Xuất lại tệp rồi tải lên."),
    "scanned": _("Tệp chỉ có hình quét, không có chữ để tìm. Dùng bản gốc có chữ nếu còn giữ."),
    "missing": _("Không thấy tệp trong kho. Tải lại tệp để tìm theo nội dung."),
}
