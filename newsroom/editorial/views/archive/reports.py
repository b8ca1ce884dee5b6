"""What a saved search found anew, and what nothing in the house answers."""

from datetime import timedelta

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from newsroom.desks.queries import standing_of
from newsroom.desks.roles import Right
from newsroom.editorial.archive.rows import rows_of
from newsroom.editorial.house import keeps_house
from newsroom.editorial.models import SavedSearch
from newsroom.editorial.services.insertion import changeable
from newsroom.editorial.services.saved_searches import mark_seen
from newsroom.editorial.views.archive.screen import ArchiveScreen
from newsroom.search.models import QueryCount
from newsroom.search.query_counts import most_asked, without_results
from newsroom.search.watching import still_seen

SPANS = (7, 30, 90)  # days


class News(ArchiveScreen):
    """What a saved search found since it was last looked at. Looking at it makes it seen."""

    template_name = "newsroom/archive/news.html"

    @cached_property
    def search(self) -> SavedSearch:
        return get_object_or_404(SavedSearch, person=self.request.user, pk=self.kwargs["pk"])

    def get_page_title(self):
        return self.search.name

    def get_context_data(self, **kwargs):
        hits = list(self.search.hits.filter(seen_at=None).order_by("-found_at", "-pk")[:50])
        found = still_seen([(hit.kind, hit.object_id) for hit in hits], self.request.user)
        rows = rows_of(found, None, self.request.user)
        mark_seen(person=self.request.user, search_id=self.search.pk, now=self.now)
        return {
            **super().get_context_data(**kwargs),
            "search": self.search,
            "rows": rows,
            "changeable": changeable(self.request.user),
        }


def keeps_words(user) -> bool:
    """Who answers for what readers find: administrators, secretaries, leaders."""
    return keeps_house(user) or standing_of(user).may_anywhere(Right.PUT_OUT)


class Asked(ArchiveScreen):
    template_name = "newsroom/archive/asked.html"
    page_title = gettext_lazy("Bạn đọc tìm gì")
    header_icon = "search"

    def is_allowed(self, user) -> bool:
        return keeps_words(user)

    def get_context_data(self, **kwargs):
        asked = self.request.GET.get("ngay", "")
        days = int(asked) if asked in map(str, SPANS) else SPANS[0]
        since = timezone.localdate(self.now) - timedelta(days=days - 1)
        places = [
            (place.label, without_results(place=place, since=since), most_asked(place=place, since=since, limit=30))
            for place in QueryCount.Place
        ]
        return {**super().get_context_data(**kwargs), "days": days, "spans": SPANS, "places": places}
