"""The editor asks the same few questions whoever opens it, however much a story carries: verbs share what they read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import ContributorFactory, PlaceFactory
from tests.newsroom.editorial.verbs_house import House

pytestmark = pytest.mark.django_db
BUDGET = 62


@pytest.fixture(scope="function")
def house(db):
    return House()


def queries(client, story) -> int:
    address = f"/quan-tri/pages/{story.pk}/edit/"
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def test_a_chief_who_took_a_story_at_the_gate(house, client):
    counts = []
    for many in (1, 5):
        story = house.draft(
            authors=ContributorFactory.create_batch(many), places=PlaceFactory.create_batch(many),
            tags=[f"Thẻ {many}.{number}" for number in range(many)],
        )  # fmt: skip
        story = house.do("claim", house.submitted(story), house.chief)
        client.force_login(house.chief)
        counts.append(queries(client, story))
    few, more = counts
    assert few <= BUDGET
    # Wagtail makes the rows of a draft one by one, and looks whether what each names still exists.
    assert more - few <= 4 * 5


def test_a_leader_before_a_live_story(house, client):
    story = house.live()
    client.force_login(house.leader)
    assert queries(client, story) <= BUDGET
