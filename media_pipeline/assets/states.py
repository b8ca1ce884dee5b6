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
    RIGHTS = "rights", _("Đổi hạn dùng, hết hạn dùng")


class AssetState(models.TextChoices):
    """What may be done with a sound or film. A newer run that fails leaves it as it was."""

    RECEIVED = "received", _("Đã nhận")
    PROBING = "probing", _("Đang kiểm tra")
    REJECTED = "rejected", _("Không nhận được")
    PROCESSING = "processing", _("Đang xử lý")
    PLAYABLE = "playable", _("Xem được, đang làm tiếp")
    READY = "ready", _("Sẵn sàng")
    FAILED = "failed", _("Không xử lý được")
    CANCELLED = "cancelled", _("Đã dừng")


class RunKind(models.TextChoices):
    FULL = "full", _("Làm mọi bản")
    EDITION = "edition", _("Đổi phụ đề, ảnh đại diện")
    HANDOFF = "handoff", _("Tệp phát sóng")


class RunState(models.TextChoices):
    MAKING = "making", _("Đang làm")
    PUBLISHED = "published", _("Đang dùng")
    RETIRED = "retired", _("Đã thay")
    FAILED = "failed", _("Không làm được")
    CANCELLED = "cancelled", _("Đã dừng")


class StepState(models.TextChoices):
    BLOCKED = "blocked", _("Chưa tới lượt")
    PENDING = "pending", _("Chờ máy")
    LEASED = "leased", _("Đang làm")
    RETRY_WAIT = "retry_wait", _("Chờ thử lại")
    SUCCEEDED = "succeeded", _("Xong")
    FAILED = "failed", _("Không làm được")
    CANCELLED = "cancelled", _("Đã dừng")


class StepKind(models.TextChoices):
    FETCH_PROBE = "fetch_probe", _("Đọc tệp")
    VALIDATE = "validate", _("Kiểm tra")
    POSTER = "poster", _("Ảnh đại diện")
    ANALYSE = "analyse", _("Đo âm thanh")
    TRANSCODE_FIRST = "transcode_first", _("Bản xem sớm")
    TRANSCODE = "transcode", _("Chuyển mã")
    PACKAGE = "package", _("Đóng gói")
    CAPTIONS = "captions", _("Phụ đề")
    BROADCAST = "broadcast", _("Tệp phát sóng")
    VERIFY = "verify", _("Soát lại")
    UPLOAD = "upload", _("Cất vào kho")
    PUBLISH = "publish", _("Đưa vào dùng")


class Queue(models.TextChoices):
    """Celery queues: what ends in seconds never waits behind an hour of film."""

    FAST = "media.fast", _("Việc nhanh")
    HEAVY = "media.heavy", _("Việc nặng")


class Language(models.TextChoices):
    VIETNAMESE = "vi", _("Tiếng Việt")
    EDE = "rad", _("Tiếng Ê-đê")
    MNONG = "cmo", _("Tiếng M'nông")
    JRAI = "jra", _("Tiếng Jrai")
    CHAM = "cjm", _("Tiếng Chăm")
    ENGLISH = "en", _("Tiếng Anh")
