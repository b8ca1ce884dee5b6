from celery import shared_task

from cms.outlet.share_card import make_card
from cms.outlet.sweeping import make_missing_cards, mend_placements


@shared_task(soft_time_limit=60, time_limit=90)
def warm(story_id: int) -> None:
    make_card(story_id=story_id)


@shared_task(soft_time_limit=240, time_limit=300)
def sweep() -> None:
    """Work that no bell rang for: rows that a bulk update left behind, cards that were never drawn."""
    mend_placements()
    make_missing_cards()
