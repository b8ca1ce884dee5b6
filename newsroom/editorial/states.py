from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a story stands. One word in lists; a gate's own words are “Chờ {tên bước}”."""

    DRAFT = "draft", _("Bản nháp")
    WAITING = "waiting", _("Chờ duyệt")
    EDITING = "editing", _("Đang biên tập")
    RETURNED = "returned", _("Bị trả lại")
    APPROVED = "approved", _("Đã duyệt, chờ đăng")
    SCHEDULED = "scheduled", _("Hẹn giờ đăng")
    PUBLISHED = "published", _("Đã xuất bản")
    CHANGED = "changed", _("Đã xuất bản, có bản sửa")
    WITHDRAWN = "withdrawn", _("Đã gỡ")


IN_CHAIN = frozenset({State.WAITING, State.EDITING})
READY = frozenset({State.APPROVED, State.SCHEDULED})
ON_SITE = frozenset({State.PUBLISHED, State.CHANGED})


class Tone(models.TextChoices):
    """Whose move it is; never how important the story is."""

    NEUTRAL = "neutral"
    WAIT = "wait"
    YOU = "you"
    READY = "ready"
    LIVE = "live"
    STOP = "stop"
    EMBARGO = "embargo"


# state or mark -> (tone, icon). Colour never stands alone: every tag is icon, word and tone.
TAGS: dict[str, tuple[str, str]] = {
    State.DRAFT: (Tone.NEUTRAL, "draft"),
    State.WAITING: (Tone.WAIT, "time"),
    State.EDITING: (Tone.WAIT, "edit"),
    State.RETURNED: (Tone.YOU, "nr-return"),
    State.APPROVED: (Tone.READY, "circle-check"),
    State.SCHEDULED: (Tone.READY, "calendar-check"),
    State.PUBLISHED: (Tone.LIVE, "view"),
    State.CHANGED: (Tone.LIVE, "rotate"),
    State.WITHDRAWN: (Tone.STOP, "no-view"),
    "urgent": (Tone.STOP, "nr-bolt"),
    "overdue": (Tone.STOP, "warning"),
    "due": (Tone.YOU, "time"),
    "embargo": (Tone.EMBARGO, "lock"),
    "own": (Tone.YOU, "edit"),
    "auto": (Tone.NEUTRAL, "link"),
}
