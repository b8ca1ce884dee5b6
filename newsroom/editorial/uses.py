"""“Đang dùng ở”: the stories that show a picture, sound, film or document, as far as the person asking may see them."""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.models import Page, ReferenceIndex

from newsroom.editorial.models import StoryStatus
from newsroom.search.models import PublicDocument
from newsroom.stories.queries import readable
from newsroom.stories.search_kinds.story import visible


class Link(NamedTuple):
    title: str
    url: str
    status: StoryStatus | None = None  # where it stands, for who works with it


class Uses(NamedTuple):
    """Newest story first; `hidden` counts those this person may not know."""

    links: list[Link]
    hidden: int


def pages_showing(model, ids: Collection[int]) -> dict[int, set[int]]:
    """By object number, the numbers of the pages that refer to it: one query."""
    rows = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(model), to_object_id__in=[str(pk) for pk in ids],
        base_content_type=ContentType.objects.get_for_model(Page),
    ).values_list("to_object_id", "object_id")  # fmt: skip
    found: dict[int, set[int]] = defaultdict(set)
    for item, page in rows:
        found[int(item)].add(int(page))
    return found


def stories_showing(model, ids: Collection[int], user) -> dict[int, Uses]:
    """By object number: what leads to the stories for this person; the others are only counted."""
    found = pages_showing(model, ids)
    every = set().union(*found.values()) if found else set()
    links = links_to(every, user) if every else {}
    return {
        item: Uses([links[pk] for pk in sorted(pages & links.keys(), reverse=True)], len(pages - links.keys()))
        for item, pages in found.items()
    }


def links_to(stories: set[int], user) -> dict[int, Link]:
    """Inside the newsroom for who may read them there, else as readers see them; not the others."""
    inside = visible(user, stories)
    outside = PublicDocument.objects.filter(kind="story", object_id__in=readable(stories - inside))
    links = {row.object_id: Link(row.title, row.url) for row in outside}
    for status in StoryStatus.objects.filter(pk__in=inside).select_related("gate"):
        links[status.pk] = Link(status.title, reverse("wagtailadmin_pages:edit", args=[status.pk]), status)
    return links
