"""What the ticks mend: what no bell rang for, and what acted on rows without passing a door."""

from itertools import chain

from django.db import transaction

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
    """The newest stories of each brand that no worker has drawn a card for, in any archive."""
    brands = [{"brand_id": brand, "is_main": True} for brand in Brand.objects.values_list("pk", flat=True)]
    newest = chain.from_iterable(first_of_each(brands, RECENT))
    ids = Story.objects.filter(pk__in=list(newest), share_card=None).values_list("pk", flat=True)
    for pk in list(ids)[:FEW]:
        make_card(story_id=pk)
