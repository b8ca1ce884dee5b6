from django.db import models
from django.utils.translation import gettext_lazy as _

from media_pipeline.assets.states import Language as Language  # what is said, and what is written

UNTITLED = "(Chưa có tít)"


class CreditRole(models.TextChoices):
    AUTHOR = "author", _("Tác giả")
    PHOTOGRAPHER = "photographer", _("Ảnh")
    TRANSLATOR = "translator", _("Biên dịch")
    EDITOR = "editor", _("Biên tập")


class Significance(models.TextChoices):
    """What readers are told about a new version: a correction of detail keeps the date, an update carries a new one."""

    FIRST = "first", _("Đăng lần đầu")
    MINOR = "minor", _("Sửa lỗi nhỏ")
    MAJOR = "major", _("Cập nhật đáng kể")
    REINSTATED = "reinstated", _("Khôi phục")


class SnapshotKind(models.TextChoices):
    PUBLISHED = "published", _("Xuất bản")
    UPDATED = "updated", _("Cập nhật")
    WITHDRAWN = "withdrawn", _("Gỡ bài")
    REINSTATED = "reinstated", _("Khôi phục")


class PageState(models.TextChoices):
    """How far a snapshot has got with the page that readers saw."""

    WAITING = "waiting", _("Đang lưu trang")
    ATTACHED = "attached", _("Đã lưu trang")
    REPLACED = "replaced", _("Bị thay trước khi kịp lưu trang")
    FAILED = "failed", _("Không lưu được trang")


class DueState(models.TextChoices):
    WAITING = "waiting", _("Đang chờ")
    DONE = "done", _("Đã đăng")
    REFUSED = "refused", _("Không đăng được")
    CANCELLED = "cancelled", _("Đã bỏ hẹn")
