from celery import shared_task

from cms.outlet.share_card import make_card
from cms.outlet.sweeping import make_missing_cards, mend_placements


@shared_task(soft_time_limit=60, time_limit=90)
def warm(story_id: int) -> None:
    make_card(story_id=story_id)


@shared_task(soft_time_limit=240, time_limit=300)
def sweep() -> None:
    """Cards whose bell nobody heard."""
    make_missing_cards()


@shared_task(soft_time_limit=240, time_limit=300)
def mend() -> None:
    """Rows that a bulk update left behind."""
    mend_placements()
