"""What lists show. Readers' lists walk placements, which exist only while a story may be read."""

from django.http import Http404
from django.utils import timezone

from cms.core import linked_data
from cms.core.frame import Link, frame_of
from cms.sections.cards import Card, cards
from cms.sections.models import Placement, SectionPage
from newsroom.desks.models import Tag
from newsroom.people.models import Contributor
from newsroom.stories.models import Credit, StoryTag

PER_PAGE = 20
# Beyond this a list is an archive: search, with its dates, is the way to older stories.
LAST_PAGE = 50
LATEST = 13
LEADING = 5


def section_listing(page: SectionPage, request) -> dict:
    number = page_number(request)
    placements = Placement.objects.filter(section=page.section_id)
    listing = paged(placements, request, number)
    leading = listing["cards"][:LEADING] if number == 1 else []
    leading[1:] = sorted(leading[1:], key=lambda card: card.picture is None)
    children = SectionPage.objects.child_of(page).live().order_by("path")
    return {
        **listing,
        "leading": leading,
        "days": by_day(listing["cards"][len(leading) :]),
        "children": [Link(child.title, child.get_url(request)) for child in children],
        "latest": latest(request, without=listing["cards"]),
        "current_section": page.get_url(request),
        "graph": section_graph(page, request),
    }


def section_graph(page: SectionPage, request) -> dict:
    frame = frame_of(request)
    if not frame.brand:
        return {}
    trail = linked_data.breadcrumbs(frame, [Link(page.title, page.get_url(request))])
    return linked_data.graph(trail, linked_data.publisher(frame))


def latest(request, *, limit: int = 9, without=()) -> list[Card]:
    """Mới nhất: the newest of the whole brand."""
    known = {card.story_id for card in without}
    found = cards(newest(request)[: limit + len(known)], request, pictures=False)
    return [card for card in found if card.story_id not in known][:limit]


def newest(request):
    # IN, because SQLite walks no index by a bare boolean.
    return Placement.objects.filter(brand=frame_of(request).brand, is_main__in=(True,)).order_by("-sorted_at", "-pk")


def of_tag(tag: Tag, request):
    tagged = StoryTag.objects.filter(tag=tag).values("content_object")
    return newest(request).filter(story__in=tagged)


def of_author(contributor: Contributor, request):
    credited = Credit.objects.filter(contributor=contributor).values("story")
    return newest(request).filter(story__in=credited)


def page_number(request) -> int:
    """`?trang=`: 1 … LAST_PAGE. Raises Http404 for anything else."""
    asked = request.GET.get("trang", "1")
    if not asked.isascii() or not asked.isdigit() or not 1 <= int(asked[:4]) <= LAST_PAGE or asked != str(int(asked)):
        raise Http404
    return int(asked)


def paged(placements, request, number: int, *, authors: bool = True) -> dict:
    """One page of a list, without counting the archive. Raises Http404 beyond the end."""
    start = (number - 1) * PER_PAGE
    found = cards(placements.order_by("-sorted_at", "-pk")[start : start + PER_PAGE + 1], request, authors=authors)
    if not found and number > 1:
        raise Http404
    return {
        "cards": found[:PER_PAGE],
        "number": number,
        "numbers": range(max(1, number - 3), number + 1),
        "has_next": len(found) > PER_PAGE and number < LAST_PAGE,
    }


def by_day(listed: list[Card]) -> list[tuple]:
    """(day, cards) in order, days as in Việt Nam."""
    return _grouped(listed, lambda card: timezone.localdate(card.at))


def by_month(listed: list[Card]) -> list[tuple]:
    return _grouped(listed, lambda card: timezone.localdate(card.at).replace(day=1))


def _grouped(listed, key) -> list[tuple]:
    groups: dict = {}
    for card in listed:
        groups.setdefault(key(card), []).append(card)
    return list(groups.items())
