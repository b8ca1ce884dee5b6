"""Seats at the head of the front page, while somebody arranges them."""

from datetime import UTC, datetime

from django.http import QueryDict

from cms.home.layout import SEATS, Seat, leave, move, put, read

ONE, TWO, THREE = Seat(1, "Tít riêng"), Seat(2), Seat(3)


def ids(seats) -> list[int]:
    return [seat.story_id for seat in seats]


def test_up_and_down_stop_at_the_ends():
    assert ids(move([ONE, TWO, THREE], 2, -1)) == [1, 3, 2]
    assert ids(move([ONE, TWO, THREE], 0, -1)) == [1, 2, 3]
    assert ids(move([ONE, TWO, THREE], 2, +1)) == [1, 2, 3]
    assert move([], 5, -1) == []


def test_leaving_closes_the_gap():
    assert ids(leave([ONE, TWO, THREE], 1)) == [1, 3]


def test_a_new_story_goes_last_and_one_already_seated_moves_there():
    assert ids(put([ONE, TWO], 9, None)) == [1, 2, 9]
    assert ids(put([ONE, TWO], 1, None)) == [2, 1]


def test_when_full_the_last_makes_room():
    full = [Seat(number) for number in range(SEATS)]
    assert ids(put(full, 99, None)) == [0, 1, 2, 3, 4, 99]


def test_changing_a_seat_forgets_the_old_headline():
    assert put([ONE, TWO], 7, 0) == [Seat(7), TWO]
    assert ids(put([ONE, TWO, THREE], 3, 0)) == [3, 2]


def test_what_a_form_carries_is_read_and_nonsense_left_out():
    data = QueryDict(mutable=True)
    data.setlist("story", ["4", "x", "4", "5"])
    data.setlist("title", ["  Lễ   mừng\u200b lúa mới ", ""])
    data.setlist("until", ["2026-11-25T18:00", "chiều nay"])
    assert read(data) == [
        Seat(4, "Lễ mừng lúa mới", datetime(2026, 11, 25, 11, tzinfo=UTC)),
        Seat(5),
    ]
