"""Into which story: every one that a person may change now, by its words."""

from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from newsroom.editorial.archive import filters
from newsroom.editorial.archive.rows import INSERTED
from newsroom.editorial.services.insertion import changeable
from newsroom.editorial.views.archive.screen import ArchiveScreen
from newsroom.editorial.views.base import number
from newsroom.language import clean_line
from newsroom.search.queries import Result
from newsroom.search.watching import still_seen

MOST = 20


class ChooseStory(ArchiveScreen):
    template_name = "newsroom/archive/choose.html"
    page_title = gettext_lazy("Chèn vào bài")

    @cached_property
    def thing(self) -> Result:
        kind, object_id = self.request.GET.get("kind", ""), number(self.request.GET.get("object"))
        seen = still_seen([(kind, object_id)], self.request.user) if kind in INSERTED else []
        if not seen:
            raise Http404
        return seen[0]

    def get_breadcrumbs_items(self):
        items = super().get_breadcrumbs_items()
        return [*items[:-1], {"url": reverse("newsroom_archive"), "label": ArchiveScreen.page_title}, items[-1]]

    def get_context_data(self, **kwargs):
        query = clean_line(self.request.GET.get("q", "")[: filters.LONGEST])
        stories = [row for row in changeable(self.request.user, query=query, limit=MOST + 1) if not self.is_itself(row)]
        here = {"kind": self.thing.kind, "object": self.thing.object_id}
        return {
            **super().get_context_data(**kwargs),
            "thing": self.thing, "query": query, "stories": stories[:MOST], "here": here,
            "next": f"{reverse('newsroom_archive_choose')}?{urlencode(here)}",
        }  # fmt: skip

    def is_itself(self, row) -> bool:
        return self.thing.kind == "story" and self.thing.object_id == row.pk
