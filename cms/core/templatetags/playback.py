"""How long, and what it sounds like: figures of film and sound for readers."""

from collections.abc import Sequence

from django import template
from django.utils.translation import gettext as _

from newsroom.language import running_time

register = template.Library()
register.filter("minutes", running_time)
STEP, MIDDLE = 4, 20


@register.filter
def second(moment: float) -> int:
    return int(moment)


@register.filter
def in_words(seconds: float) -> str:
    """222.4 → “3 phút 42 giây”, for those who listen to the page."""
    hours, rest = divmod(int(seconds), 3600)
    parts = [(hours, _("giờ")), (rest // 60, _("phút")), (rest % 60, _("giây"))]
    return " ".join(f"{number} {unit}" for number, unit in parts if number) or f"0 {_('giây')}"


@register.filter
def wave_path(peaks: Sequence[int]) -> str:
    """Peaks of 0 to 100 as the upright strokes of an SVG path, 40 high."""
    halves = ((place * STEP + STEP // 2, max(1, round(peak * (MIDDLE - 1) / 100))) for place, peak in enumerate(peaks))
    return "".join(f"M{x} {MIDDLE - half}V{MIDDLE + half}" for x, half in halves)


@register.filter
def wave_width(peaks: Sequence[int]) -> int:
    return len(peaks) * STEP
