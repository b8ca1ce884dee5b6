"""What the ticks mend: what no bell rang for, and what acted on rows without passing a door."""

from itertools import chain

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cms.outlet.placing import place, remove
from cms.outlet.share_card import make_card
from cms.sections.cards import first_of_each
from newsroom.organizations.models import Brand
from newsroom.stories.models import Story

FEW = 50
RECENT = 200


def mend_placements() -> None:
    """Placements of stories that are not live go; a live story without one is placed again. Looks at the whole archive."""
    for story in Story.objects.filter(placements__isnull=False, live=False).distinct()[:FEW]:
        with transaction.atomic():
            remove(story)
    for story in Story.objects.filter(live=True, placements=None, address__isnull=False, section__isnull=False)[:FEW]:
        with transaction.atomic():
            place(story)


def make_missing_cards() -> None:
    """The newest stories of each brand that no worker has drawn a card for, or whose picture may be shown from today."""
    brands = [{"brand_id": brand, "is_main": True} for brand in Brand.objects.values_list("pk", flat=True)]
    newest = chain.from_iterable(first_of_each(brands, RECENT))
    due = Q(share_card=None) | Q(card_picture__rights_from=timezone.localdate())
    ids = Story.objects.filter(due, pk__in=list(newest)).values_list("pk", flat=True)
    for pk in list(ids)[:FEW]:
        make_card(story_id=pk)
