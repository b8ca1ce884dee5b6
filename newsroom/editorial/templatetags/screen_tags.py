"""What the frame of the newsroom's screens asks for."""

from datetime import datetime

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format

from newsroom.desks.queries import standing_of
from newsroom.desks.roles import Right
from newsroom.editorial import house

register = template.Library()


@register.simple_tag
def url_if_any(name: str, *args) -> str:
    """The address of a screen, or "" where this newsroom does not have that screen."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


@register.simple_tag
def today() -> str:
    """“Thứ Hai, 23/11/2026”."""
    return date_format(timezone.localtime(), "l, d/m/Y")


@register.simple_tag
def write_address(user) -> str:
    """Where Viết bài leads, "" for who writes at no desk."""
    return reverse("newsroom_write") if standing_of(user).may_anywhere(Right.WRITE) else ""


@register.simple_tag
def reads_stories(user) -> bool:
    return house.reads_stories(user)


@register.inclusion_tag("newsroom/components/licence_bar.html", takes_context=True)
def licence_bar(context):
    """The warning over every screen while a licence of the person's organization is incomplete."""
    user = context["request"].user if "request" in context else None
    if not user or not user.is_authenticated:
        return {}
    now: datetime = timezone.now()
    return {"gaps": house.licence_gaps(user, now), "may_mend": house.keeps_house(user)}
