"""A story as a list shows it. Every function here costs the same number of queries for three stories and for sixty."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce

from django.db.models import QuerySet

from cms.sections.models import Placement
from media_pipeline.assets.models import Picture
from media_pipeline.assets.queries import prefetch_renditions
from newsroom.stories.models import Credit, Story
from newsroom.stories.states import CreditRole

# What a card never shows, and a body may be long.
HEAVY = ("story__body", "story__note", "story__document_facts", "story__search_description")


@dataclass(slots=True)
class Card:
    """`section` is the main one; `at` is what lists go by: the last significant update, or first publication."""

    story_id: int
    title: str
    full_title: str
    url: str
    kicker: str
    section: str
    section_url: str
    sapo: str
    language: str
    at: datetime
    published_at: datetime
    updated_at: datetime | None
    picture: Picture | None
    section_id: int
    authors: list[str] = field(default_factory=list)


def shown(placements: QuerySet) -> QuerySet:
    """Placements with all that a card reads, in one query."""
    return placements.select_related("story__address__section_page", "story__card_picture", "story__section").defer(
        *HEAVY
    )


def cards(placements: Iterable[Placement], request, *, authors: bool = False, renditions: bool = True) -> list[Card]:
    """One card per placement, in order. One query for all renditions, one for all authors."""
    made = [card_of(placement.story, request, section_id=placement.section_id) for placement in placements]
    if renditions:
        prefetch_renditions(card.picture for card in made)
    if authors:
        name_authors(made)
    return made


def card_of(story: Story, request, *, section_id: int = 0) -> Card:
    address = story.address
    return Card(
        story_id=story.pk,
        title=story.short_title or story.title,
        full_title=story.title,
        url=story.get_url(request) or "",
        kicker=story.kicker,
        section=story.section.name if story.section else "",
        section_url=address.section_page.get_url(request) or "",
        sapo=story.sapo,
        language=story.language,
        at=address.updated_at or address.published_at,
        published_at=address.published_at,
        updated_at=address.updated_at,
        picture=story.card_picture,
        section_id=section_id,
    )


def name_authors(made: Sequence[Card]) -> None:
    by_story: dict[int, list[str]] = {card.story_id: [] for card in made}
    credits = Credit.objects.filter(story__in=by_story, role=CreditRole.AUTHOR).select_related("contributor")
    for credit in credits.order_by("sort_order"):
        by_story[credit.story_id].append(credit.contributor.public_name)
    for card in made:
        card.authors = by_story[card.story_id]


def first_of_each(lists: Sequence[QuerySet]) -> list[Placement]:
    """Several short newest-first lists in two queries, whatever the size of the archive.

    Each member is an index walk that stops at its own limit; one flat list of ids comes back. SQLite takes no LIMIT
    in a compound statement's member, hence the inner subqueries.
    """
    if not lists:
        return []
    members = [
        Placement.objects.filter(pk__in=each.values("pk")).order_by().values_list("pk", flat=True) for each in lists
    ]
    ids = list(reduce(lambda one, other: one.union(other), members))
    return list(shown(Placement.objects.filter(pk__in=ids)).order_by("-sorted_at", "-pk"))
