"""What stories are about and who wrote them: readers find it while there is a story to read under it."""

from collections.abc import Callable

from django.db.models import Exists, OuterRef

from newsroom.desks import search_kinds
from newsroom.desks.models import Place, Section, Tag
from newsroom.people.models import Contributor
from newsroom.stories.models import Story


def with_stories(model, field: str) -> Callable:
    """Of given ids, those that a live story names in this field."""
    live = Story.objects.live().filter(**{field: OuterRef("pk")}).order_by()

    def check_public(ids):
        return set(model.objects.filter(Exists(live), pk__in=ids).values_list("pk", flat=True))

    return check_public


KINDS = search_kinds.kinds(
    read_contributors=with_stories(Contributor, "credits__contributor"),
    read_sections=with_stories(Section, "section"),
    read_tags=with_stories(Tag, "tagged_items__tag"),
    read_places=with_stories(Place, "places"),
)
