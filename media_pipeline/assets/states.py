from django.db import models
from django.utils.translation import gettext_lazy as _


class Provenance(models.TextChoices):
    """How far a machine had a hand in it: Luật Trí tuệ nhân tạo 134/2025/QH15 wants AI-made material marked."""

    NONE = "none", _("Không dùng AI")
    ASSISTED = "assisted", _("AI hỗ trợ")
    GENERATED = "generated", _("AI tạo")


class OrderState(models.TextChoices):
    WAITING = "waiting", _("Chờ làm")
    DONE = "done", _("Xong")
    FAILED = "failed", _("Không làm được")


class Cause(models.TextChoices):
    FILE = "file", _("Tệp ảnh mới")
    FOCUS = "focus", _("Đổi điểm nhấn")
    FACTS = "facts", _("Đổi chú thích, nguồn hoặc quyền")
