"""Everything a story's page shows, read in a constant number of queries."""

from dataclasses import dataclass

from cms.core.frame import Link, frame_of
from cms.outlet import document, structured_data
from cms.outlet.body import blocks, crops, picture_ids
from cms.outlet.playing import Played, PlayedBlock, read_played
from cms.outlet.reading import credits_of, places_of, tags_of
from cms.sections.cards import STORY, Card, among, cards_of
from cms.sections.models import Placement
from cms.sections.pictures import read_pictures
from media_pipeline.assets.models import Picture, Provenance
from newsroom.language import reading_minutes
from newsroom.prepared import Prepared
from newsroom.stories.models import Story
from newsroom.stories.text import assets_shown, block_text

RELATED, LATEST = 4, 5
DOCUMENT = "van-ban"


@dataclass(frozen=True, slots=True)
class Reading:
    template: str
    context: dict
    pictures: list[Picture]


@dataclass(frozen=True, slots=True)
class LeadPicture:
    """The picture over the text. What a block of the body says of the same picture wins over the picture's own words."""

    picture: Picture
    caption: str
    credit: str
    alt: str
    block_id: str = ""


def read_story(story: Story, request) -> Reading:
    frame = frame_of(request)
    related, latest = beside(story, request)
    own = picture_ids(story.body) | {story.lead_picture_id, story.card_picture_id}
    known = read_pictures(own | {card.picture_id for card in related}, {"card", *crops(story.body)})
    for card in related:
        card.picture = known.get(card.picture_id)
    story.lead_picture, story.card_picture = known.get(story.lead_picture_id), known.get(story.card_picture_id)
    played = read_played(assets_shown(story))
    body = blocks(story.body, known, played)
    opening = opening_of(played.get(story.lead_media_id))
    lead = None if opening else lead_of(story, body)
    address = getattr(story, "address", None)
    is_document = bool(story.document_facts and story.genre and story.genre.code == DOCUMENT)
    context = {
        "page": story,
        "story": story,
        "address": address,
        "canonical": story.get_full_url(request) if address else "",
        "crumbs": crumbs_of(story, address, request),
        "credits": credits_of(story),
        "lead": lead,
        "opening": opening,
        "played": list(played.values()),
        "body": [block for block in body if not is_ahead(block, lead, opening)],
        "minutes": minutes_of(story, body),
        "used_ai": story.ai_provenance != Provenance.NONE,
        "tags": tags_of(story),
        "places": places_of(story),
        "related": related,
        "is_alike": bool(related and related[0].story_id in alike_ids(story)),
        "latest": latest,
    }
    if is_document:
        context["document"] = document.lay_out(context["body"], story.document_facts)
    context["share_picture"] = structured_data.share_picture(story, request)
    context["graph"] = structured_data.graph(story, frame, context, request)
    return Reading("pages/document.html" if is_document else story.template, context, list(known.values()))


def crumbs_of(story: Story, address, request) -> list[Link]:
    return [Link(story.section.name, address.section_page.get_url(request))] if address and story.section else []


def minutes_of(story: Story, body) -> int:
    words = [story.title, story.sapo, *(block_text(block.block_type, block.value) for block in body)]
    return reading_minutes("\n".join(words))


def lead_of(story: Story, body) -> LeadPicture | None:
    picture = story.lead_picture
    if not picture or story.hide_lead_picture:
        return None
    for block in body:
        if block.block_type == "picture" and block.value["image"] == picture:
            value = block.value
            return LeadPicture(
                picture, value["caption"] or picture.caption, value["credit"] or picture.credit,
                value["alt"] or picture.default_alt_text, block.id,
            )  # fmt: skip
    return LeadPicture(picture, picture.caption, picture.credit, picture.default_alt_text)


def opening_of(played: Played | None) -> PlayedBlock | None:
    """The film or sound that a story opens with, once it can be played; until then its picture stands there."""
    if not played:
        return None
    return PlayedBlock(played.media.kind, "", {"caption": "", "credit": played.credit}, played)


def is_ahead(block, lead: LeadPicture | None, opening: PlayedBlock | None) -> bool:
    """Whether the page has shown the same before the text."""
    if opening and isinstance(block, PlayedBlock):
        return block.played is opening.played
    return bool(lead and block.id and block.id == lead.block_id)


@Prepared
def around(section, brand, story, *alike):
    same, all_ = {"section_id": section}, {"brand_id": brand, "is_main": True}
    wanted = among([same, all_], RELATED + LATEST + len(alike) + 1)
    if alike:
        wanted |= Placement.objects.filter(story__in=alike, is_main=True)
    return wanted.exclude(story=story).values_list(*STORY)


def beside(story: Story, request) -> tuple[list[Card], list[Card]]:
    """(the most alike, then the newest of the same section; newest of the brand): one query for both lists."""
    if not story.section:
        return [], []
    alike = alike_ids(story)
    found = cards_of(around(story.section_id, story.section.brand_id, story.pk or 0, *alike), request)
    main = {card.story_id: card for card in found if card.is_main}
    related = [main[pk] for pk in alike if pk in main]
    related += [card for card in found if card.section_id == story.section_id and card.story_id not in alike]
    related = related[:RELATED]
    known = {card.story_id for card in related} | set(alike)
    latest = [card for card in found if card.is_main and card.story_id not in known][:LATEST]
    return related, latest


def alike_ids(story: Story) -> list[int]:
    """Stories found by likeness, unless the editor chose some in the body."""
    if any(block["type"] == "related" for block in story.body.raw_data):
        return []
    row = getattr(story, "beside", None)
    return row.story_ids if row else []
