from django import template
from django.utils.formats import number_format

from media_pipeline.assets.queries import playable
from newsroom.editorial.media.words import why_not
from newsroom.language import running_time

register = template.Library()
register.filter("running_time", running_time)
register.filter("playable", playable)
register.filter("why_not", why_not)


@register.filter
def level(value: float) -> str:
    """−23.04 → “−23,0”."""
    return number_format(value, 1, use_l10n=True).replace("-", "−")
