"""Who may do what: the one table. The admin shows it, docs/phan-quyen.md is printed from it, a test walks it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    CONTRIBUTOR = "contributor", _("Cộng tác viên")
    REPORTER = "reporter", _("Phóng viên")
    EDITOR = "editor", _("Biên tập viên")
    CHIEF = "chief", _("Trưởng ban")
    SECRETARY = "secretary", _("Thư ký tòa soạn")
    LEADER = "leader", _("Lãnh đạo duyệt đăng")
    INSPECTOR = "inspector", _("Cán bộ lưu chiểu")
    TECHNICIAN = "technician", _("Kỹ thuật viên")
    ADMINISTRATOR = "administrator", _("Quản trị viên")


# Groups of these roles hang on a desk; the others on the newsroom and reach every desk of the organization.
DESK_ROLES = (Role.CONTRIBUTOR, Role.REPORTER, Role.EDITOR, Role.CHIEF)
NEWSROOM_ROLES = (Role.SECRETARY, Role.LEADER, Role.INSPECTOR, Role.TECHNICIAN, Role.ADMINISTRATOR)


class Right(models.TextChoices):
    WRITE = "write", _("Viết bài mới")
    READ = "read", _("Đọc bài của đồng nghiệp")
    EDIT = "edit", _("Sửa bài của người khác")
    SUBMIT = "submit", _("Gửi duyệt, rút bài của mình")
    URGENT = "urgent", _("Đánh dấu tin nóng")
    EMBARGO = "embargo", _("Đặt giờ cấm đăng trước")
    LIFT_EMBARGO = "lift_embargo", _("Bỏ cấm đăng trước")
    PUT_OUT = "put_out", _("Đăng hoặc hẹn giờ bài đã duyệt")
    CHANGE_LIVE = "change_live", _("Đăng ngay bản sửa của bài đang lên trang")
    TAKE_DOWN = "take_down", _("Gỡ bài, khôi phục")
    TAKE_DOWN_ORDERED = "take_down_ordered", _("Gỡ bài, khôi phục khi có văn bản yêu cầu")
    UNLOCK = "unlock", _("Mở khóa bài của người khác")
    SUBSTITUTE = "substitute", _("Chỉ định người duyệt thay")
    HOME_LEAD = "home_lead", _("Chọn bài mở đầu trang chủ")
    SNAPSHOTS = "snapshots", _("Xem, kiểm tra, xuất lưu chiểu")
    STRUCTURE = "structure", _("Lập ban, phân vai, sửa thông tin cơ quan")
    MEDIA_JOBS = "media_jobs", _("Xử lý âm thanh, hình ảnh, phát sóng")


_WRITER = {Right.WRITE, Right.READ, Right.SUBMIT}
_STAFF = _WRITER | {Right.URGENT, Right.EMBARGO}
_EDITING = _STAFF | {Right.EDIT}

GRANTS: dict[str, frozenset[str]] = {
    Role.CONTRIBUTOR: frozenset({Right.WRITE, Right.SUBMIT}),
    Role.REPORTER: frozenset(_STAFF),
    Role.EDITOR: frozenset(_EDITING),
    Role.CHIEF: frozenset(_EDITING | {Right.UNLOCK}),
    Role.SECRETARY: frozenset(
        _EDITING
        | {Right.UNLOCK, Right.PUT_OUT, Right.HOME_LEAD, Right.TAKE_DOWN_ORDERED, Right.LIFT_EMBARGO, Right.SNAPSHOTS}
    ),
    Role.LEADER: frozenset(
        _EDITING
        | {
            Right.PUT_OUT, Right.CHANGE_LIVE, Right.TAKE_DOWN, Right.TAKE_DOWN_ORDERED, Right.LIFT_EMBARGO,
            Right.SUBSTITUTE, Right.SNAPSHOTS,
        }
    ),
    Role.INSPECTOR: frozenset({Right.SNAPSHOTS}),
    Role.TECHNICIAN: frozenset({Right.MEDIA_JOBS}),
    Role.ADMINISTRATOR: frozenset({Right.STRUCTURE}),
}  # fmt: skip
