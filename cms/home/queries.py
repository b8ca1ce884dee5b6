from dataclasses import dataclass
from itertools import cycle

from django.db.models import Q
from django.utils import timezone

from cms.core.frame import frame_of
from cms.home.models import HomePage, LeadSlot
from cms.sections.cards import Card, cards, first_of_each, name_authors, shown
from cms.sections.models import Placement, SectionPage
from cms.sections.queries import LATEST

LEAD = 6
PER_SECTION = 6
LEAST = 2
LARGE, COLUMNS = 3, 4


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


# How many stories an arrangement needs to be full.
NEEDED = {"polit": 3, "econ": 5, "mosaic": 2}


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
    lead = pictures_first(placed, unique([*placed, *by_clock])[:LEAD])
    boxes = fill(pages, found, {card.story_id for card in lead}, request)
    name_authors([*lead, *(box.cards[0] for box in boxes)])
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


def pictures_first(placed: list[Card], lead: list[Card]) -> list[Card]:
    """What a person placed keeps its place; of the rest, those with a picture stand where pictures are shown."""
    free = lead[len(placed) :]
    return lead[: len(placed)] + sorted(free, key=lambda card: card.picture is None)


def fill(pages, found: list[Card], used: set[int], request) -> list[Box]:
    """A box per section, in the order of the site; no story stands twice on the page."""
    boxes = []
    for page in pages:
        listed = [card for card in found if card.section_id == page.section_id and card.story_id not in used]
        listed = listed[:PER_SECTION]
        if len(listed) >= LEAST:
            used |= {card.story_id for card in listed}
            boxes.append(Box(page.title, page.get_url(request), listed))
    return shaped(boxes)


def shaped(boxes: list[Box]) -> list[Box]:
    """The fullest boxes are large, so many that the columns of the rest come out even."""
    many = LARGE + (len(boxes) - LARGE) % COLUMNS if len(boxes) > LARGE else len(boxes)
    fullest = sorted(boxes, key=lambda box: -len(box.cards))[:many]
    shapes = cycle(NEEDED)
    for box in boxes:
        if box in fullest:
            shape = next(shapes)
            box.shape = shape if len(box.cards) >= NEEDED[shape] else "mosaic"
        if box.shape != "polit":
            box.cards.sort(key=lambda card: card.picture is None)
    return boxes


def unique(listed) -> list[Card]:
    first: dict[int, Card] = {}
    for card in listed:
        first.setdefault(card.story_id, card)
    return list(first.values())
