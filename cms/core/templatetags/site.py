import json
from datetime import timedelta
from urllib.parse import quote

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe

register = template.Library()
FRESH = timedelta(hours=18)
_AMP_SAFE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag
def icon(name: str):
    return format_html(
        '<svg class="i" width="20" height="20" aria-hidden="true"><use href="{}#{}"/></svg>',
        static("site/icons.svg"),
        name,
    )


@register.filter
def ld_json(graph) -> str:
    """Linked data for a script element: no character may close it."""
    return mark_safe(json.dumps(graph, ensure_ascii=False).translate(_AMP_SAFE))


@register.filter
def clock(moment) -> str:
    """In a list of newest stories: the hour of what is less than 18 hours old, else the day. “09:42”, “25/11”."""
    local = timezone.localtime(moment)
    return f"{local:%H:%M}" if timezone.now() - moment < FRESH else f"{local:%d/%m}"


@register.filter
def in_url(text: str) -> str:
    """One value inside the query of an address."""
    return quote(text, safe="")


@register.filter
def phone_link(number: str) -> str:
    """“(0262) 000 0000” → “+842620000000”, for tel: links."""
    digits = "".join(letter for letter in number if letter.isdigit())
    return f"+84{digits[1:]}" if digits.startswith("0") else digits
