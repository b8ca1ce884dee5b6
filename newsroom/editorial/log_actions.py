"""How each editorial verb reads in a story's history."""

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter

from newsroom.editorial.actions import VERBS

# Facts worth a reader's time, in this order, with their words.
FACTS = (
    ("gate", gettext_lazy("bước")),
    ("person", gettext_lazy("người")),
    ("taken_over_from", gettext_lazy("từ tay")),
    ("released", gettext_lazy("của")),
    ("until", gettext_lazy("đến")),
    ("at", gettext_lazy("giờ")),
    ("unscheduled", gettext_lazy("bỏ giờ hẹn đăng")),
    ("document_number", gettext_lazy("văn bản số")),
    ("document_date", gettext_lazy("ngày")),
    ("reason", gettext_lazy("lý do")),
    ("message", gettext_lazy("lời nhắn")),
    ("note", gettext_lazy("ghi chú")),
)
MOMENTS, DAYS = {"until", "at", "unscheduled"}, {"document_date"}
OTHERS = {
    "due": gettext_lazy("Đăng đúng giờ hẹn"),
    "due_refused": gettext_lazy("Không đăng được đúng giờ hẹn"),
    "home_lead": gettext_lazy("Xếp trang chủ"),
    "ask_technicians": gettext_lazy("Báo kỹ thuật viên"),
}


def register(actions) -> None:
    """Fill Wagtail's registry of log actions; called by the hook `register_log_actions`."""
    for name, label in {**{verb.name: verb.label for verb in VERBS.values()}, **OTHERS}.items():
        actions.register_action(f"newsroom.{name}")(_formatter(label))


def _said(key: str, value) -> str:
    """The log holds moments and days as ISO 8601."""
    if key in MOMENTS and (moment := parse_datetime(value)):
        return date_format(timezone.localtime(moment), "DATETIME_FORMAT")
    if key in DAYS and (day := parse_date(value)):
        return date_format(day)
    return str(value)


def _formatter(words):
    class Formatter(LogFormatter):
        label = words

        def format_message(self, log_entry):
            facts = [f"{name} {_said(key, log_entry.data[key])}" for key, name in FACTS if log_entry.data.get(key)]
            urgent = [_("tin nóng")] if log_entry.data.get("urgent") else []
            return f"{words}: {', '.join([*urgent, *facts])}" if facts or urgent else str(words)

    return Formatter
