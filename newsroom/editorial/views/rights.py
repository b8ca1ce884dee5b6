"""Ai được làm gì: the table of rights as the code has it."""

from django.utils.translation import gettext_lazy as _

from newsroom.desks.queries import standing_of
from newsroom.desks.roles import GRANTS, Right, Role
from newsroom.editorial.views.base import Screen


class Rights(Screen):
    template_name = "newsroom/rights.html"
    page_title = _("Ai được làm gì")
    header_icon = "key"

    def get_context_data(self, **kwargs):
        held = set().union(*standing_of(self.request.user).by_path.values())
        return {
            **super().get_context_data(**kwargs),
            "roles": [(role, role in held) for role in Role],
            "rows": [(right.label, [(role, right in GRANTS[role]) for role in Role]) for right in Right],
            "mine": [role.label for role in Role if role in held],
        }
