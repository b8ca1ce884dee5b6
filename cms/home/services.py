import hashlib
from collections.abc import Sequence
from contextlib import contextmanager
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.admin.models import EditingSession
from wagtail.log_actions import log

from cms.core.models import Generation
from cms.home.layout import Seat
from cms.home.models import HomePage, LeadSlot
from cms.home.queries import sessions_at
from newsroom.stories.errors import Refused


class LayoutChanged(Refused):
    """Somebody else saved the page meanwhile."""


def token_of(home: HomePage) -> str:
    """Which layout a person was shown: another token means that somebody saved since."""
    rows = home.lead_slots.order_by("position").values_list("story_id", "title", "until", "placed_at")
    return hashlib.blake2b(repr(list(rows)).encode(), digest_size=8).hexdigest()


def note_presence(*, home: HomePage, user, now: datetime, is_editing: bool) -> None:
    """This person has the layout on screen."""
    if not sessions_at(home).filter(user=user).update(last_seen_at=now, is_editing=is_editing):
        EditingSession.objects.create(
            user=user, content_type=ContentType.objects.get_for_model(HomePage), object_id=str(home.pk),
            last_seen_at=now, is_editing=is_editing,
        )  # fmt: skip


@transaction.atomic
def place_lead(*, home: HomePage, seats: Sequence[Seat], seen: str, user, now: datetime) -> None:
    """Replace the lead of a front page; readers see it at once. Raises LayoutChanged."""
    HomePage.objects.select_for_update(of=("self",)).get(pk=home.pk)
    if seen != token_of(home):
        newest = home.lead_slots.order_by("-placed_at").select_related("placed_by").first()
        who = newest.placed_by if newest and newest.placed_by else _("Người khác")
        raise LayoutChanged(
            _("%(person)s vừa đưa lên bố cục khác. Bấm Bắt đầu lại để xem bố cục mới, rồi sửa tiếp.") % {"person": who}
        )
    _write(home, seats, user, now)
    Generation.advance()
    log(
        instance=home,
        action="newsroom.home_lead",
        user=user,
        timestamp=now,
        data={"stories": [s.story_id for s in seats]},
    )


@contextmanager
def as_if_placed(*, home: HomePage, seats: Sequence[Seat], user, now: datetime):
    """Inside the block the lead stands so, for this connection only; afterwards nothing has happened."""
    with transaction.atomic():
        _write(home, seats, user, now)
        yield
        transaction.set_rollback(True)


def _write(home: HomePage, seats: Sequence[Seat], user, now: datetime) -> None:
    home.lead_slots.all().delete()
    LeadSlot.objects.bulk_create(
        LeadSlot(
            home=home, position=place, story_id=seat.story_id, title=seat.title, until=seat.until, placed_by=user,
            placed_at=now,
        )
        for place, seat in enumerate(seats, 1)
    )  # fmt: skip
