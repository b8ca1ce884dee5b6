from itertools import cycle

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils import timezone
from wagtail.admin.models import EditingSession

from cms.core import linked_data
from cms.core.frame import frame_of
from cms.home.boxes import Box
from cms.home.models import HomePage, LeadSlot
from cms.sections.cards import Card, cards, first_of_each, name_authors
from cms.sections.models import Placement, SectionPage
from cms.sections.queries import LATEST

LEAD = 6
PER_SECTION = 6
PER_COLUMN = 3
LEAST = 2
LARGE, COLUMNS = 3, 4
# How many stories an arrangement needs to be full.
NEEDED = {"polit": 3, "econ": 5, "mosaic": 2}


def front_page(home: HomePage, request) -> dict:
    """The lead that a person placed, filled up by the clock; Mới nhất; every section that has something to show.

    First which stories stand where, by number; then their cards, each once.
    """
    brand = frame_of(request).brand or home.brand
    pages = list(SectionPage.objects.child_of(home).live().order_by("path"))
    sections = [{"section_id": page.section_id} for page in pages]
    newest, *by_section = first_of_each([{"brand_id": brand.pk, "is_main": True}, *sections], LATEST + LEAD)
    slots = slots_of(home)
    placed = [slot.story_id for slot in slots]
    lead = unique([*placed, *newest])[:LEAD]
    boxes = fill(pages, by_section, set(lead), request)
    shown = {*lead, *newest[:LATEST], *(story for box in boxes for story in box.stories)}
    placements = Placement.objects.filter(story__in=shown, is_main=True)
    known = {card.story_id: card for card in cards(placements, request, ratios=("card", "wide"))}
    for slot in slots:
        if slot.title and slot.story_id in known:
            known[slot.story_id].title = slot.title
    for box in boxes:
        box.take(known)
    leading = pictures_first(placed, [known[story] for story in lead if story in known])
    name_authors([*leading, *(box.cards[0] for box in boxes)])
    return {
        "lead": leading,
        "latest": [known[story] for story in newest[:LATEST] if story in known],
        "large": [box for box in boxes if box.shape != "column"],
        "columns": [box for box in boxes if box.shape == "column"],
        "graph": linked_data.front_page(frame_of(request)) if frame_of(request).brand else {},
    }


def slots_of(home: HomePage) -> list[LeadSlot]:
    """Places that hold now, of stories that readers may see: a withdrawn one leaves its place to the next."""
    holds = Q(until=None) | Q(until__gt=timezone.now())
    return list(home.lead_slots.filter(holds, story__live=True).order_by("position"))


def sessions_at(home: HomePage):
    """Who has the layout of this front page on screen, as Wagtail keeps it for pages."""
    return EditingSession.objects.filter(
        content_type=ContentType.objects.get_for_model(HomePage), object_id=str(home.pk)
    )


def others_at(home: HomePage, user):
    """Those beside this person, whoever pressed something there last first."""
    return sessions_at(home).available().exclude(user=user).select_related("user").order_by("-last_seen_at")


def pictures_first(placed: list[int], lead: list[Card]) -> list[Card]:
    """What a person placed keeps its place; of the rest, those with a picture stand where pictures are shown."""
    kept = [card for card in lead if card.story_id in placed]
    free = [card for card in lead if card.story_id not in placed]
    return kept + sorted(free, key=lambda card: card.picture is None)


def fill(pages, by_section: list[list[int]], used: set[int], request) -> list[Box]:
    """A box per section, in the order of the site; no story stands twice on the page."""
    boxes = []
    for page, newest in zip(pages, by_section, strict=True):
        stories = [story for story in newest if story not in used][:PER_SECTION]
        if len(stories) >= LEAST:
            used |= set(stories)
            boxes.append(Box(page.title, page.get_url(request), stories))
    return shaped(boxes)


def shaped(boxes: list[Box]) -> list[Box]:
    """The fullest boxes are large, so many that the columns of the rest come out even."""
    many = LARGE + (len(boxes) - LARGE) % COLUMNS if len(boxes) > LARGE else len(boxes)
    fullest = sorted(boxes, key=lambda box: -len(box.stories))[:many]
    shapes = cycle(NEEDED)
    for box in boxes:
        if box in fullest:
            shape = next(shapes)
            box.shape = shape if len(box.stories) >= NEEDED[shape] else "mosaic"
        else:
            box.stories = box.stories[:PER_COLUMN]
    return boxes


def unique(stories) -> list[int]:
    return list(dict.fromkeys(stories))
