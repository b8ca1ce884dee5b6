"""What the minute tick mends. Each look is at a handful of rows, whatever the size of the archive."""

from django.db import transaction

from cms.outlet.placing import place, remove
from cms.outlet.share_card import make_card
from cms.sections.models import Placement
from newsroom.stories.models import Story

FEW = 50
RECENT = 200


def mend_placements() -> None:
    """Placements of stories that are not live go; a live story without one is placed again."""
    for story in Story.objects.filter(placements__isnull=False, live=False).distinct()[:FEW]:
        with transaction.atomic():
            remove(story)
    for story in Story.objects.filter(live=True, placements=None, address__isnull=False, section__isnull=False)[:FEW]:
        with transaction.atomic():
            place(story)


def make_missing_cards() -> None:
    """The newest stories that no worker has drawn a card for."""
    newest = Placement.objects.filter(is_main=True).order_by("-sorted_at")[:RECENT].values("story")
    ids = Story.objects.filter(pk__in=newest, share_card=None).values_list("pk", flat=True)
    for pk in list(ids)[:FEW]:
        make_card(story_id=pk)
