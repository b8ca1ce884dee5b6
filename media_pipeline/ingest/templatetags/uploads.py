from django import template
from django.conf import settings
from django.template.defaultfilters import filesizeformat

from media_pipeline.ingest import names

register = template.Library()


@register.simple_tag
def media_kinds() -> str:
    """What a file picker offers first."""
    return names.ACCEPT


@register.simple_tag
def media_limit() -> str:
    return filesizeformat(settings.UPLOAD_MAX_SIZE)
