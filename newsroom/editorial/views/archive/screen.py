"""Kho tư liệu: one search over everything the house has, as far as the person asking may see it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.desks.models import Desk, Section
from newsroom.editorial.archive import filters
from newsroom.editorial.archive.rows import rows_of
from newsroom.editorial.house import keeps_house, reads_stories
from newsroom.editorial.media.reach import is_technician
from newsroom.editorial.models import SavedSearch
from newsroom.editorial.services.insertion import changeable
from newsroom.editorial.services.saved_searches import unseen
from newsroom.editorial.views.base import Screen
from newsroom.language import clean_line
from newsroom.people.models import Contributor
from newsroom.search.facets import Facets
from newsroom.search.models import QueryCount
from newsroom.search.queries import search_staff
from newsroom.search.queue import ring_query
from newsroom.stories.states import Language

MANY = 10


@dataclass(frozen=True, slots=True)
class Choice:
    title: str
    url: str
    count: int | None
    is_chosen: bool


def uses_archive(user) -> bool:
    return reads_stories(user) or keeps_house(user) or is_technician(user)


class ArchiveScreen(Screen):
    page_title = gettext_lazy("Kho tư liệu")
    header_icon = "search"

    def is_allowed(self, user) -> bool:
        return uses_archive(user)


class Archive(ArchiveScreen):
    template_name = "newsroom/archive/search.html"

    def get_context_data(self, **kwargs):
        query = clean_line(self.request.GET.get("q", "")[: filters.LONGEST])
        chosen = filters.read(self.request.GET)
        searches = SavedSearch.objects.filter(person=self.request.user)
        news = {search.pk: number for search, number in unseen(self.request.user)}
        context = {
            **super().get_context_data(**kwargs),
            "query": query,
            "searches": [(search, news.get(search.pk, 0)) for search in searches],
        }
        return {**context, **self.found(query, chosen)} if query else context

    def found(self, query: str, chosen: filters.Chosen) -> dict:
        user = self.request.user
        results = search_staff(
            query, user=user, filters=filters.filters_of(self.request.GET, self.now), page=chosen.page,
            sort=chosen.sort, facets=True, now=self.now,
        )  # fmt: skip
        if chosen == filters.Chosen():
            ring_query(QueryCount.Place.NEWSROOM, query, 0 if results.corrected else results.total)
        return {
            "results": results,
            "rows": rows_of(results.rows, results.words, user),
            "chosen": chosen,
            "kinds": kinds(results.facets, query, chosen),
            "menus": menus(results.facets, query, chosen),
            "orders": [
                Choice(str(title), filters.address(query, chosen, sort=sort), None, chosen.sort == sort)
                for sort, title in filters.ORDERS.items()
            ],
            "everything": filters.address(query, filters.Chosen(sort=chosen.sort)),
            "page_address": filters.address(query, chosen),
            "changeable": changeable(user),
            "alerts": SavedSearch.Alert.choices,
            "parameters": chosen.parameters(),
        }


def kinds(counted: Facets | None, query: str, chosen: filters.Chosen) -> list[Choice]:
    numbers = counted.kinds if counted else {}
    listed = [Choice(_("Tất cả"), filters.address(query, chosen, kind=""), None, not chosen.kind)]
    return listed + [
        Choice(str(title), filters.address(query, chosen, kind=kind), numbers.get(kind, 0), chosen.kind == kind)
        for kind, title in filters.KINDS.items()
        if numbers.get(kind) or chosen.kind == kind
    ]


def menus(counted: Facets | None, query: str, chosen: filters.Chosen) -> list[tuple[str, str, list[Choice]]]:
    """(name, what is chosen, choices) of each filter that narrows anything; a chosen value keeps its siblings."""
    counted = counted or Facets()
    sections = Section.objects.in_bulk(_often(counted.sections, chosen.section))
    people = Contributor.objects.in_bulk(_often(counted.authors, chosen.author))
    desks = Desk.objects.in_bulk(_often(counted.desks, chosen.desk))
    offered = (
        (_("Thời gian"), "time", filters.TIMES, counted.ranges),
        (_("Dạng"), "form", filters.FORMS, counted.forms),
        (_("Chuyên mục"), "section", {pk: row.name for pk, row in sections.items()}, counted.sections),
        (_("Tác giả"), "author", {pk: row.public_name for pk, row in people.items()}, counted.authors),
        (_("Ban"), "desk", {pk: row.title for pk, row in desks.items()}, counted.desks),
        (_("Tiếng"), "language", dict(Language.choices), counted.languages),
    )
    found = []
    for title, name, names, numbers in offered:
        current = getattr(chosen, name)
        choices = [
            Choice(str(names[key]), filters.address(query, chosen, **{name: key}), numbers.get(key), key == current)
            for key in names
            if numbers.get(key) or key == current
        ]
        if len(choices) > 1 or current:
            nothing = type(current)()
            every = Choice(_("Tất cả"), filters.address(query, chosen, **{name: nothing}), None, not current)
            found.append((str(title), str(names.get(current, "")) if current else "", [every, *choices]))
    return found


def _often(counts, current: int) -> list[int]:
    return [pk for pk in dict.fromkeys([*(pk for pk, _number in counts.most_common(MANY)), current]) if pk]
