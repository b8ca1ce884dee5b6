"""Results as a page shows them: each is read again from the rows that exist only while readers may see it."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from cms.sections.cards import Card, cards
from cms.sections.models import Placement
from newsroom.editorial.models import PinnedResult
from newsroom.editorial.models.archive import key_of
from newsroom.search import highlight
from newsroom.search.moments import Moment, first_moment
from newsroom.search.queries import Results
from newsroom.stories.models import Story
from newsroom.stories.queries import readable
from newsroom.stories.spoken import cues_of, lines_of, playable_today
from newsroom.stories.text import assets_shown

PINNED = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """`moment` is where the words are spoken in the story's film or sound; `moment_url` opens the player there."""

    card: Card
    title: SafeString | str
    extract: SafeString | str
    moment: Moment | None = None
    moment_url: str = ""
    is_pinned: bool = False


def hits_of(results: Results, request) -> list[Hit]:
    """In the order found; one that left the site a moment ago is left out."""
    by_story = cards_of([row.object_id for row in results.rows], request)
    played = [row.object_id for row in results.rows if row.form in ("video", "audio")]
    moments = moments_of(played, results.words) if played else {}
    hits = []
    for row in results.rows:
        if card := by_story.get(row.object_id):
            asset, moment = moments.get(row.object_id, (0, None))
            url = f"{card.url}#tep-{asset}-{int(moment.second)}" if moment else ""
            hits.append(Hit(card, row.title_html, row.extract_html, moment, url))
    return hits


def pinned(query: str, request) -> list[Hit]:
    """What an editor put first for these words, while readers may see it."""
    wanted = PinnedResult.objects.filter(keys__contains=f"|{key_of(query)}|").values_list("story", flat=True)[:PINNED]
    ids = list(wanted)
    by_story = cards_of([pk for pk in ids if pk in readable(ids)], request) if ids else {}
    return [Hit(by_story[pk], by_story[pk].title, by_story[pk].sapo, is_pinned=True) for pk in ids if pk in by_story]


def cards_of(story_ids, request) -> dict[int, Card]:
    placements = Placement.objects.filter(story__in=story_ids, is_main=True)
    return {card.story_id: card for card in cards(placements, request, authors=True)}


def moments_of(story_ids, words: highlight.Wanted) -> dict[int, tuple[int, Moment]]:
    """By story, the asset and the second where the words are spoken."""
    stories = Story._base_manager.filter(pk__in=story_ids).only("pk", "body", "lead_media_id")
    shown = {story.pk: assets_shown(story) for story in stories}
    allowed = playable_today({asset for assets in shown.values() for asset in assets})
    cues = cues_of(allowed)
    found = {}
    for story_id, assets in shown.items():
        for asset in sorted(assets & allowed):
            if moment := first_moment(lines_of(cues.get(asset, [])), words):
                found.setdefault(story_id, (asset, moment))
    return found
