"""The lead of a front page while somebody arranges it: nothing here is stored."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from newsroom.language import clean_line
from newsroom.stories.entrance import is_row_number

SEATS = 6
TITLE_LENGTH = 255


@dataclass(frozen=True)
class Seat:
    """One story at the head of the page. `title` replaces its own headline there; `until` ends its stay."""

    story_id: int
    title: str = ""
    until: datetime | None = None


def read(data) -> list[Seat]:
    """Seats as a form carries them: parallel lists `story`, `title`, `until`. What makes no sense is left out."""
    stories = [int(value) for value in data.getlist("story") if is_row_number(value)]
    titles, untils = data.getlist("title"), data.getlist("until")
    seats = []
    for place, story_id in enumerate(dict.fromkeys(stories)):
        title = clean_line(titles[place])[:TITLE_LENGTH] if place < len(titles) else ""
        seats.append(Seat(story_id, title, _moment(untils[place] if place < len(untils) else "")))
    return seats[:SEATS]


def _moment(text: str) -> datetime | None:
    try:
        moment = parse_datetime(text)
    except (ValueError, OverflowError):
        return None
    return timezone.make_aware(moment) if moment and timezone.is_naive(moment) else moment


def move(seats: list[Seat], place: int, by: int) -> list[Seat]:
    """The seat one up or down; at an end it stays."""
    other = place + by
    if not (0 <= place < len(seats) and 0 <= other < len(seats)):
        return seats
    moved = list(seats)
    moved[place], moved[other] = moved[other], moved[place]
    return moved


def leave(seats: list[Seat], place: int) -> list[Seat]:
    return [seat for at, seat in enumerate(seats) if at != place]


def put(seats: list[Seat], story_id: int, place: int | None) -> list[Seat]:
    """The story into this seat instead of the one there, or after the last; a story already seated comes from its old seat."""
    if place is None or place >= len(seats):
        others = [seat for seat in seats if seat.story_id != story_id]
        return [*others, Seat(story_id)][:SEATS] if len(others) < SEATS else [*others[: SEATS - 1], Seat(story_id)]
    replaced = [
        replace(seat, story_id=story_id, title="", until=None) if at == place else seat for at, seat in enumerate(seats)
    ]
    return [seat for at, seat in enumerate(replaced) if at == place or seat.story_id != story_id]
