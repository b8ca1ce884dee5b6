from django.core.exceptions import PermissionDenied
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from newsroom.desks.queries import standing_of
from newsroom.editorial.house import keeps_house

DESK = {"url": reverse_lazy("wagtailadmin_home"), "label": _("Bàn làm việc")}


class Framed(WagtailAdminTemplateMixin):
    """Wagtail's page frame in our words. `right`, when set, is needed at one desk or newsroom at least."""

    right: str | None = None
    breadcrumbs_items = [DESK]

    def dispatch(self, request, *args, **kwargs):
        if not self.is_allowed(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def is_allowed(self, user) -> bool:
        return not self.right or standing_of(user).may_anywhere(self.right)

    @cached_property
    def now(self):
        """One clock for a whole page."""
        return timezone.now()

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "now": self.now}


class Screen(Framed, TemplateView):
    """A screen that is not a listing."""


class HouseScreen(Screen):
    def is_allowed(self, user) -> bool:
        return keeps_house(user)


def number(typed: str | None) -> int:
    """A row's number as a form or an address carries it; 0, which is nobody's, for anything else."""
    return int(typed) if typed and typed.isascii() and typed.isdigit() and len(typed) < 12 else 0
