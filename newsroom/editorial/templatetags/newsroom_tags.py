"""How a state, an hour and a wait are said. One wording in lists, boxes and bars."""

from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsroom.editorial.models import StoryStatus
from newsroom.editorial.states import IN_CHAIN, TAGS, State
from newsroom.editorial.worklists import MANY

register = template.Library()
TAG = "newsroom/components/tag.html"
SOON = timedelta(minutes=30)


@register.inclusion_tag(TAG)
def state_tag(status: StoryStatus):
    """Icon, word and tone of where a story stands."""
    tone, icon = TAGS[status.state]
    return {"tone": tone, "icon": icon, "label": status.label}


@register.inclusion_tag(TAG)
def mark(code: str, label: str = ""):
    """`{% mark "urgent" "Tin nóng" %}`: a tag of the table in `states.TAGS`."""
    tone, icon = TAGS[code]
    return {"tone": tone, "icon": icon, "label": label or State(code).label}


@register.inclusion_tag(TAG)
def deadline(status: StoryStatus, now: datetime):
    """“Hạn 14:45”: red when late, amber in the last half hour, plain before; nothing outside a gate."""
    if not status.due_at or status.state not in IN_CHAIN:
        return {}
    label = _("Hạn %(hour)s") % {"hour": clock(status.due_at, now)}
    if status.due_at < now:
        tone, icon = TAGS["overdue"]
    elif status.due_at - now <= SOON:
        tone, icon = TAGS["due"]
    else:
        return {"plain": label}
    return {"tone": tone, "icon": icon, "label": label}


@register.inclusion_tag(TAG)
def embargo(status: StoryStatus, now: datetime):
    """“Cấm đăng trước 17:00”, until that hour."""
    if not status.embargo_until or status.embargo_until <= now:
        return {}
    tone, icon = TAGS["embargo"]
    return {
        "tone": tone,
        "icon": icon,
        "label": _("Cấm đăng trước %(hour)s") % {"hour": clock(status.embargo_until, now)},
    }


@register.filter
def clock(moment: datetime | None, now: datetime) -> str:
    """“14:05” today, “14:05, 24/11” this year, “14:05, 24/11/2025” before."""
    if not moment:
        return ""
    moment, now = timezone.localtime(moment), timezone.localtime(now)
    if moment.date() == now.date():
        return f"{moment:%H:%M}"
    return f"{moment:%H:%M, %d/%m}" if moment.year == now.year else f"{moment:%H:%M, %d/%m/%Y}"


@register.filter
def waited(since: datetime, now: datetime) -> str:
    """“17 phút”, “1 giờ 36 phút”, “3 ngày”."""
    minutes = max(0, int((now - since).total_seconds() // 60))
    hours, days = minutes // 60, minutes // 1440
    if days:
        return ngettext("%(n)d ngày", "%(n)d ngày", days) % {"n": days}
    parts = [_("%(n)d giờ") % {"n": hours}] if hours else []
    if minutes % 60 or not hours:
        parts.append(_("%(n)d phút") % {"n": minutes % 60})
    return " ".join(parts)


@register.filter
def capped(count: int) -> str:
    return f"{MANY}+" if count > MANY else str(count)
