"""Tin bài: every story a person may read, through saved views, filters and a search that forgives missing marks."""

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.search import SearchForm
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.widgets.button import HeaderButton

from newsroom.desks.queries import standing_of
from newsroom.desks.roles import Right
from newsroom.editorial import saved_views, worklists
from newsroom.editorial.filters import StoryFilter
from newsroom.editorial.house import reads_stories
from newsroom.editorial.models import StoryStatus
from newsroom.editorial.views.base import Framed
from newsroom.search.queries import matching_ids


class StoryList(Framed, BaseListingView):
    model = StoryStatus
    template_name = "newsroom/list/list.html"
    results_template_name = "newsroom/list/results.html"
    page_title = _("Tin bài")
    header_icon = "doc-full"
    filterset_class = StoryFilter
    is_searchable = True
    paginate_by = 50

    def is_allowed(self, user) -> bool:
        return reads_stories(user)

    @cached_property
    def saved_view(self):
        view = saved_views.BY_SLUG.get(self.kwargs.get("view", saved_views.ALL.slug))
        if not view or not view.shown_to(self.request.user):
            raise Http404
        return view

    def get_index_url(self):
        return reverse("newsroom_stories_view", args=[self.saved_view.slug])

    def get_index_results_url(self):
        return reverse("newsroom_stories_results", args=[self.saved_view.slug])

    def get_search_form(self):
        return SearchForm(
            self.request.GET if self.search_kwarg in self.request.GET else None,
            placeholder=_("Tìm, không dấu cũng được"),
        )

    @property
    def header_buttons(self):
        if not standing_of(self.request.user).may_anywhere(Right.WRITE):
            return []
        return [HeaderButton(_("Viết bài"), url=reverse("newsroom_write"), icon_name="plus")]

    def get_queryset(self):
        """Ids in order; only the page that is shown is loaded."""
        user = self.request.user
        if not self.is_searching:
            return worklists.Found(self.saved_view.ids(user, self.now, self.filter_queryset))
        best = matching_ids(["story"], self.search_query, prefix=True)
        rows = self.filter_queryset(self.saved_view.rows(user, self.now).filter(pk__in=best))
        seen = set(rows.values_list("pk", flat=True))
        return worklists.Found([pk for pk in best if pk in seen])

    def get_table(self, object_list):
        # The rows are a table of ours; Wagtail asks this one for its media only.
        return super().get_table([])

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        chips = [] if self.results_only else saved_views.views_for(self.request.user)
        return {
            **context,
            "saved_view": self.saved_view,
            "chips": [(view, view.count(self.request.user, self.now) if view.counted else None) for view in chips],
            "is_cut": context["paginator"].object_list.is_cut,
            "search_sorting": _("Khớp nhất đứng trước"),
        }
