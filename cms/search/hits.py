from dataclasses import dataclass

from django.utils.safestring import SafeString

from cms.sections.cards import Card, cards
from cms.sections.models import Placement


@dataclass(frozen=True, slots=True)
class Hit:
    card: Card
    title: SafeString
    extract: SafeString


def hits_of(rows, request) -> list[Hit]:
    """Results as cards, in the order found; one that left the site a moment ago is left out."""
    placements = Placement.objects.filter(story__in=[row.object_id for row in rows], is_main=True)
    by_story = {card.story_id: card for card in cards(placements, request, authors=True)}
    return [Hit(by_story[row.object_id], row.title_html, row.extract_html) for row in rows if row.object_id in by_story]
