"""A query that is written once answers as one that is written each time."""

from threading import Thread

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.desks.models import Place
from newsroom.prepared import Prepared
from tests.factories import PlaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.datalayer]


@Prepared
def named(name, without):
    return Place.objects.filter(name=name).exclude(pk=without)


@Prepared
def numbered(*places):
    return Place.objects.filter(pk__in=places).order_by("name").values_list("name", flat=True)


def test_each_value_goes_to_its_own_place():
    lak, don = PlaceFactory(name="Hồ Lắk"), PlaceFactory(name="Buôn Đôn")
    assert named("Hồ Lắk", don.pk) == [lak]
    assert named("Hồ Lắk", lak.pk) == named("Buôn Đôn", don.pk) == []


def test_lists_of_any_length():
    places = [PlaceFactory(name=name) for name in ("Ea Súp", "Buôn Hồ", "Cư M'gar")]
    assert numbered(places[0].pk) == ["Ea Súp"]
    assert numbered(*(place.pk for place in places)) == ["Buôn Hồ", "Cư M'gar", "Ea Súp"]


def test_it_is_asked_anew_each_time_and_costs_one_query():
    place = PlaceFactory(name="Krông Bông")
    numbered(place.pk)
    Place.objects.filter(pk=place.pk).update(name="Krông Ana")
    with CaptureQueriesContext(connection) as queries:
        assert numbered(place.pk) == ["Krông Ana"]
    assert len(queries) == 1


@pytest.mark.django_db(transaction=True)
def test_every_thread_reads_through_a_connection_of_its_own():
    place, found = PlaceFactory(name="Lắk"), []
    assert numbered(place.pk) == ["Lắk"]

    def read():
        found.extend(numbered(place.pk))
        connection.close()

    thread = Thread(target=read)
    thread.start()
    thread.join()
    assert found == ["Lắk"]


def test_what_is_more_than_a_comparison_is_refused():
    beginning = Prepared(lambda start: Place.objects.filter(name__startswith=start))
    with pytest.raises(AssertionError):
        beginning("Buôn")
