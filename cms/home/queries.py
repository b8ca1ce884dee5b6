from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from cms.core.frame import frame_of
from cms.home.models import HomePage, LeadSlot
from cms.sections.cards import Card, cards, first_of_each, name_authors, shown
from cms.sections.models import Placement, SectionPage
from cms.sections.queries import LATEST

LEAD = 6
PER_SECTION = 6
LEAST = 3


@dataclass(slots=True)
class Box:
    """One section on the front page. `shape` names the arrangement: the first boxes are large, the rest are columns."""

    title: str
    url: str
    cards: list[Card]
    shape: str = "column"

    @property
    def rest(self) -> list[Card]:
        return self.cards[1:]


SHAPES = ("polit", "econ", "mosaic")


def front_page(home: HomePage, request) -> dict:
    """The lead that a person placed, filled up by the clock; Mới nhất; every section that has something to show."""
    brand = frame_of(request).brand or home.brand
    pages = list(SectionPage.objects.child_of(home).live().order_by("path"))
    main = Placement.objects.filter(brand=brand)
    lists = [main.filter(is_main=True).order_by("-sorted_at", "-pk")[: LATEST + LEAD]]
    lists += [
        Placement.objects.filter(section=page.section_id).order_by("-sorted_at", "-pk")[: PER_SECTION + LEAD]
        for page in pages
    ]
    placements = first_of_each(lists)
    chosen = slots_of(home)
    found = cards(placements, request)
    by_clock = unique(card for card, placement in zip(found, placements, strict=True) if placement.is_main)
    placed = placed_cards(chosen, by_clock, request)
    lead = unique([*placed, *by_clock])[:LEAD]
    name_authors(lead)
    boxes = fill(pages, found, {card.story_id for card in lead}, request)
    return {
        "lead": lead,
        "latest": by_clock[:LATEST],
        "large": [box for box in boxes if box.shape != "column"],
        "columns": [box for box in boxes if box.shape == "column"],
    }


def slots_of(home: HomePage) -> list[LeadSlot]:
    now = timezone.now()
    return list(home.lead_slots.filter(Q(until=None) | Q(until__gt=now)).order_by("position"))


def placed_cards(slots: list[LeadSlot], known: list[Card], request) -> list[Card]:
    """The placed stories that readers may still see. A withdrawn one leaves its place to the next."""
    by_story = {card.story_id: card for card in known}
    missing = [slot.story_id for slot in slots if slot.story_id not in by_story]
    if missing:
        rows = shown(Placement.objects.filter(story__in=missing, is_main=True))
        by_story |= {card.story_id: card for card in cards(rows, request)}
    placed = []
    for slot in slots:
        if card := by_story.get(slot.story_id):
            card.title = slot.title or card.title
            placed.append(card)
    return placed


def fill(pages, found: list[Card], used: set[int], request) -> list[Box]:
    boxes = []
    for page in pages:
        listed = [card for card in found if card.section_id == page.section_id and card.story_id not in used]
        if len(listed) >= LEAST:
            boxes.append(Box(page.title, page.get_url(request), listed[:PER_SECTION]))
    for box, shape in zip([box for box in boxes if len(box.cards) >= 4], SHAPES, strict=False):
        box.shape = shape
    return boxes


def unique(listed) -> list[Card]:
    first: dict[int, Card] = {}
    for card in listed:
        first.setdefault(card.story_id, card)
    return list(first.values())
