"""One piece of memory holds the frames of a request."""

from django.conf import settings
from django.http import HttpResponse

from cms.core.room import SLOTS, room


def test_it_stands_outermost_and_changes_nothing():
    answer = HttpResponse("Tin")
    respond = room(lambda request: answer if request == "hỏi" else None)

    assert settings.MIDDLEWARE[0] == "cms.core.room.room"
    assert respond("hỏi") is answer
    assert respond.__code__.co_stacksize == SLOTS
