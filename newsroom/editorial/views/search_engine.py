"""Tìm kiếm: how the search engine stands, and the three things an administrator may do about it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from newsroom.editorial.house import keeps_house
from newsroom.editorial.views.base import HouseScreen
from newsroom.search import building, health, outbox


class SearchEngineScreen(HouseScreen):
    """With `?phan=o` only the boxes, which the page that stays open asks for again."""

    template_name = "newsroom/search/engine.html"
    page_title = gettext_lazy("Tìm kiếm")
    header_icon = "search"

    def get_template_names(self):
        return ["newsroom/search/_boxes.html"] if "phan" in self.request.GET else [self.template_name]

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "health": health.check(now=self.now)}


class SearchEngineAct(View):
    """POST: build anew, or send again what was set aside; then back to the screen."""

    def post(self, request, act: str):
        if not keeps_house(request.user):
            raise PermissionDenied
        if act == "dung-lai":
            building.order(now=timezone.now())
            messages.success(request, _("Đã bắt đầu dựng lại. Mọi người vẫn tìm được trong lúc dựng."))
        elif act == "gui-lai":
            number = outbox.retry_set_aside(now=timezone.now())
            messages.success(request, _("Đã xếp %(n)s mục vào hàng chờ gửi.") % {"n": number})
        else:
            raise Http404
        return redirect("newsroom_search_engine")
