"""Hours that nobody means: past, a mistyped year; and an hour that an embargo makes void is named."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from newsroom.editorial.log_actions import _formatter
from newsroom.editorial.states import State
from newsroom.stories.models import DueRelease, Embargo, Story
from newsroom.stories.states import DueState
from tests.newsroom.editorial.verbs_house import fresh, in_hours, logged, status

pytestmark = pytest.mark.django_db


def press(client, person, story, verb, **facts):
    client.force_login(fresh(person))
    return client.post(reverse("story_action", args=[story.pk, verb]), facts)


def typed(moment) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


YEARS = ["0001-01-01T00:00", "2020-01-01T08:00", "9999-12-31T23:59"]


@pytest.mark.parametrize("at", [*YEARS, typed(in_hours(24 * 370))])
def test_no_story_waits_for_an_hour_that_is_past_or_more_than_a_year_away(house, client, at):
    story = house.approved()
    answer = press(client, house.secretary, story, "schedule", at=at)
    assert answer.status_code in (409, 422)
    assert 'role="alert"' in answer.content.decode()
    assert not DueRelease.objects.exists()


@pytest.mark.parametrize("at", YEARS)
def test_the_last_gate_neither(house, client, at):
    story = house.do("claim", house.at_last_gate(), house.leader)
    facts = {"revision_id": story.latest_revision_id, "outcome": "schedule", "at": at}
    assert press(client, house.leader, story, "approve", **facts).status_code in (409, 422)
    assert status(story).state == State.EDITING and not DueRelease.objects.exists()


@pytest.mark.parametrize("until", [*YEARS, typed(in_hours(24 * 740))])
def test_no_embargo_ends_in_the_past_or_more_than_two_years_away(house, client, until):
    assert press(client, house.reporter, house.draft(), "set_embargo", until=until).status_code in (409, 422)
    assert not Embargo.objects.exists()


def test_far_but_meant(house, client):
    assert press(client, house.secretary, house.approved(), "schedule", at=typed(in_hours(24 * 360))).status_code == 302
    late = typed(in_hours(24 * 720))
    assert press(client, house.reporter, house.draft(), "set_embargo", until=late).status_code == 302


def test_an_embargo_that_drops_an_hour_names_it_before_after_and_in_the_log(house, client):
    story = house.approved(outcome="schedule", at=in_hours(2))
    hour = f"{timezone.localtime(DueRelease.objects.get().at):%H:%M, %d/%m/%Y}"
    client.force_login(fresh(house.secretary))
    asked = client.get(reverse("story_action", args=[story.pk, "set_embargo"])).content.decode()
    assert f"Bài đang hẹn đăng lúc {hour}" in asked

    answer = press(client, house.secretary, story, "set_embargo", until=typed(in_hours(5)))
    said = [str(message) for message in get_messages(answer.wsgi_request)][-1]
    assert f"Giờ hẹn đăng {hour} đã bỏ" in said
    assert DueRelease.objects.get().state == DueState.CANCELLED
    facts = logged(story, "set_embargo")[-1]
    entry = type("Entry", (), {"data": facts})()
    assert f"bỏ giờ hẹn đăng {hour}" in _formatter("Cấm đăng trước")().format_message(entry)


def test_an_embargo_before_the_hour_leaves_it(house, client):
    story = house.approved(outcome="schedule", at=in_hours(8))
    answer = press(client, house.secretary, story, "set_embargo", until=typed(in_hours(5)))
    assert "đã bỏ" not in [str(message) for message in get_messages(answer.wsgi_request)][-1]
    assert DueRelease.objects.get().state == DueState.WAITING
    assert Story.objects.get(pk=story.pk).latest_revision_id
