"""Phân vai: for one person, which roles at which desk, without a word about groups."""

from collections import defaultdict

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from newsroom.desks.errors import NotAllowed
from newsroom.desks.models import RoleGroup
from newsroom.desks.services import administered_by, assign_roles, roles_within
from newsroom.organizations.viewsets.kept import KeptIndexView, reach_of

User = get_user_model()


class AdministratorsOnly:
    def dispatch(self, request, *args, **kwargs):
        if not self.newsrooms:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def newsrooms(self):
        return list(administered_by(self.request.user))

    @cached_property
    def roles(self):
        """Every role that can be given here, by id."""
        return {role.pk: role for role in roles_within(self.newsrooms)}

    def people(self):
        """Who works in these newsrooms, and who has no role anywhere yet."""
        in_reach = Q(pk__in=reach_of(self.request.user, User).values("pk"))
        return User.objects.filter(in_reach | Q(groups__role_group__in=self.roles)).distinct()


class PeopleView(AdministratorsOnly, KeptIndexView):
    page_title = gettext_lazy("Phân vai")
    permission_policy = None
    any_permission_required = None
    search_fields = ["last_name", "first_name", "username"]
    default_ordering = ["first_name", "last_name"]
    paginate_by = 50

    def get_base_queryset(self):
        return self.people().filter(is_active=True)

    @cached_property
    def columns(self):
        return [
            TitleColumn("person", label=_("Họ và tên"), accessor=str, get_url=self.get_edit_url),
            Column("roles", label=_("Vai"), accessor=self.said_roles),
        ]

    @cached_property
    def _held(self):
        held = defaultdict(list)
        pairs = User.groups.through.objects.filter(group__role_group__in=self.roles)
        for user_id, role_id in pairs.values_list("user_id", "group__role_group"):
            held[user_id].append(self.roles[role_id])
        return held

    def said_roles(self, person) -> str:
        said = [f"{role.get_role_display()} ({role.page.title})" for role in self._held[person.pk]]
        return ", ".join(said) or _("Chưa có vai nào")


class PersonView(AdministratorsOnly, WagtailAdminTemplateMixin, TemplateView):
    model = None
    index_url_name = edit_url_name = None
    page_title = gettext_lazy("Phân vai")
    template_name = "newsroom/structure/person_roles.html"

    @cached_property
    def person(self):
        return get_object_or_404(self.people(), pk=self.kwargs["pk"])

    def get_page_subtitle(self):
        return str(self.person)

    def get_breadcrumbs_items(self):
        index = {"url": reverse(self.index_url_name), "label": self.page_title}
        return [*self.breadcrumbs_items, index, {"url": "", "label": str(self.person)}]

    def post(self, request, *args, **kwargs):
        wanted = {int(pk) for pk in request.POST.getlist("role") if pk.isdigit()}
        try:
            changed = assign_roles(person=self.person, role_ids=wanted, by=request.user, now=timezone.now())
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
            return self.render_to_response(self.get_context_data(wanted=wanted))
        said = _("Đã lưu vai của %(person)s.") if changed else _("Vai của %(person)s không đổi.")
        messages.success(request, said % {"person": self.person})
        return redirect(self.index_url_name)

    def get_context_data(self, wanted=None, **kwargs):
        held = set(RoleGroup.objects.filter(group__user=self.person, pk__in=self.roles).values_list("pk", flat=True))
        return super().get_context_data(
            person=self.person, places=self.places(held if wanted is None else wanted), back=reverse(self.index_url_name),
            is_self=self.person == self.request.user, **kwargs,
        )  # fmt: skip

    def places(self, ticked: set[int]) -> list:
        """(title, is_newsroom, [(role, ticked), …]) down the tree."""
        by_page = defaultdict(list)
        for role in self.roles.values():
            by_page[role.page].append((role, role.pk in ticked))
        return [(page.title, page.depth == NEWSROOM_DEPTH, roles) for page, roles in by_page.items()]


NEWSROOM_DEPTH = 2  # Root → Newsroom → Desk.
