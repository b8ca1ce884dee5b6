from collections.abc import Sequence

from django import template
from django.utils.formats import number_format

from newsroom.editorial.media.words import length

register = template.Library()
register.filter("running_time", length)


@register.filter
def level(value: float) -> str:
    """−23.04 → “−23,0”."""
    return number_format(value, 1, use_l10n=True).replace("-", "−")


@register.filter
def strokes(peaks: Sequence[int]) -> str:
    """Peaks of 0 to 100 as upright strokes of an SVG path, one unit apart and 40 high."""
    halves = ((place + 0.5, max(1, round(peak * 19 / 100))) for place, peak in enumerate(peaks))
    return "".join(f"M{x} {20 - half}V{20 + half}" for x, half in halves)
