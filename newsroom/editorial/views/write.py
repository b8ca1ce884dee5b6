"""Viết bài: straight to a blank story at the one desk where a person writes; with several desks they choose."""

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from newsroom.desks.models import Desk
from newsroom.desks.queries import desks_for
from newsroom.desks.roles import Right
from newsroom.editorial.views.base import Screen


def blank_story_at(desk: Desk) -> str:
    return reverse("wagtailadmin_pages:add", args=["stories", "story", desk.pk])


class Write(Screen):
    right = Right.WRITE
    template_name = "newsroom/write.html"
    page_title = _("Viết bài ở ban nào?")
    header_icon = "plus"

    def get(self, request, *args, **kwargs):
        desks = list(desks_for(request.user, Right.WRITE).order_by("path"))
        if len(desks) == 1:
            return HttpResponseRedirect(blank_story_at(desks[0]))
        choices = [(desk, blank_story_at(desk)) for desk in desks]
        return self.render_to_response(self.get_context_data(choices=choices))
