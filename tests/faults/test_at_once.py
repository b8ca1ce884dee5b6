"""Two people, or a person and the clock, press in the same moment: one goes first, the other is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from newsroom.editorial.models import Claim
from newsroom.editorial.services.due import work_due
from newsroom.editorial.states import State
from newsroom.stories.errors import Refused
from newsroom.stories.models import Approval, DueRelease, Snapshot, Story, WebAddress
from newsroom.stories.states import DueState
from tests.newsroom.editorial.verbs_house import House, in_hours, status
from tests.newsroom.evidence import chain_holds

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def house():
    return House()


def at_once(*acts) -> list:
    """Results in order; a refusal is a result, any other error is raised."""
    ready = Barrier(len(acts))

    def run(act):
        try:
            ready.wait(timeout=30)
            return act()
        except Refused as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def went_through(results) -> int:
    return sum(not isinstance(result, Refused) for result in results)


def test_four_people_put_out_one_story(house):
    story = house.approved()
    people = [house.secretary, house.second_secretary, house.leader, house.second_leader]
    results = at_once(*(lambda person=person: house.do("put_out", story, person) for person in people))
    assert went_through(results) == 1
    assert Snapshot.objects.count() == WebAddress.objects.count() == 1
    assert status(story).state == State.PUBLISHED


def test_two_leaders_approve_one_story(house):
    story = house.at_last_gate()
    approve = lambda person: house.do("approve", story, person, revision_id=story.latest_revision_id, outcome="now")  # noqa: E731
    results = at_once(lambda: approve(house.leader), lambda: approve(house.second_leader))
    assert went_through(results) == 1
    assert Approval.objects.count() == Snapshot.objects.count() == 1


def test_two_people_take_one_story(house):
    story = house.submitted()
    at_once(*(lambda person=person: house.do("claim", story, person) for person in (house.chief, house.second_chief)))
    assert Claim.objects.count() == 1
    assert status(story).holder == Claim.objects.get().person


def test_two_workers_and_a_secretary_at_the_hour(house):
    story = house.approved(outcome="schedule", at=in_hours(1))
    tick = lambda: work_due(now=in_hours(1.1))  # noqa: E731
    results = at_once(tick, tick, lambda: house.do("put_out", story, house.secretary))
    assert Story.objects.get(pk=story.pk).live
    assert Snapshot.objects.count() == 1
    released = DueRelease.objects.get().state == DueState.DONE
    assert sum(results[:2]) == released


def test_a_takedown_against_an_update(house):
    from tests.newsroom.editorial.verbs_house import edit

    story = house.live()
    revision = edit(story, house.reporter, title="Bản sửa")
    at_once(
        lambda: house.do("take_down", story, house.leader, reason="Sai sự thật"),
        lambda: house.do("publish_update", story, house.second_leader, revision_id=revision.pk, significance="minor"),
    )
    assert not Story.objects.get(pk=story.pk).live
    assert status(story).state == State.WITHDRAWN
    assert chain_holds(house.newsroom.organization)


def test_many_stories_go_out_at_once_into_one_chain(house, count):
    stories = [house.approved(house.submitted(house.draft(title=f"Bài {n}"))) for n in range(count(short=3, full=8))]
    results = at_once(*(lambda story=story: house.do("put_out", story, house.secretary) for story in stories))
    assert went_through(results) == len(stories)
    assert chain_holds(house.newsroom.organization)
    assert len({story.address.id7 for story in Story.objects.live()}) == len(stories)
