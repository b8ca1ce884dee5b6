"""Cấm đăng trước: until its hour, or an audited lift, no door opens."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction

from newsroom.editorial.errors import Incomplete, NotYours, WrongMoment
from newsroom.editorial.services.due import restate_after_embargo, work_due
from newsroom.editorial.states import State
from newsroom.search.models import PublicDocument
from newsroom.stories.errors import UnderEmbargo
from newsroom.stories.models import DueRelease, Embargo, Story
from newsroom.stories.states import DueState
from tests.newsroom.editorial.verbs_house import edit, fresh, in_hours, logged, status


@pytest.fixture
def held(house):
    """An approved story under embargo for four hours."""
    return house.do("set_embargo", house.approved(), house.reporter, until=in_hours(4), reason="Chờ họp báo")


def test_it_is_shown_with_its_hour(house, held):
    row = status(held)
    assert row.state == State.APPROVED
    assert row.embargo_until == Embargo.objects.get().until


def test_the_button_is_shut(house, held):
    for person in (house.secretary, house.leader):
        with pytest.raises(UnderEmbargo, match="Bài cấm đăng trước"):
            house.do("put_out", held, person)
    assert not Story.objects.get(pk=held.pk).live


def test_the_last_gate_approves_but_does_not_put_out(house):
    story = house.do("set_embargo", house.at_last_gate(), house.reporter, until=in_hours(4))
    with pytest.raises(UnderEmbargo):
        house.approve(story, house.leader, outcome="now")
    with pytest.raises(UnderEmbargo):
        house.approve(story, house.leader, outcome="schedule", at=in_hours(3))
    assert status(house.approve(story, house.leader)).state == State.APPROVED


def test_wagtail_s_own_doors_are_shut(house, held):
    user = fresh(house.leader)
    revision = held.latest_revision
    doors = [
        lambda: revision.publish(user=user, skip_permission_checks=True),
        lambda: revision.publish(),
        lambda: PublishPageRevisionAction(revision, user=user).execute(skip_permission_checks=True),
        lambda: PublishPageRevisionAction(revision, user=user).execute(),
        lambda: Story.objects.get(pk=held.pk).publish(revision),
    ]
    for door in doors:
        with pytest.raises(PermissionDenied):
            door()
    assert not Story.objects.get(pk=held.pk).live


def test_wagtail_s_bulk_publishing_is_shut(house, held, client):
    for person in (house.leader, house.secretary):
        client.force_login(person)
        client.post(f"/quan-tri/bulk/wagtailcore/page/publish/?id={held.pk}&next=/", {"include_descendants": "on"})
    assert not Story.objects.get(pk=held.pk).live


def test_a_copy_does_not_go_live(house, held):
    held.copy(to=house.desk, update_attrs={"slug": "ban-chep"}, keep_live=True, user=house.leader)
    assert not Story.objects.filter(live=True).exists()


def test_readers_do_not_find_it_anywhere(house, held, client):
    assert not PublicDocument.objects.filter(kind="story", object_id=held.pk).exists()
    assert held.url is None
    for address in ("/", "/sitemap.xml", "/moi-nhat/"):
        assert held.title not in client.get(address).content.decode()


def test_a_schedule_inside_the_embargo_is_refused_and_one_after_it_stands(house, held):
    with pytest.raises(UnderEmbargo, match="Giờ hẹn nằm trước"):
        house.do("schedule", held, house.secretary, at=in_hours(3))
    story = house.do("schedule", held, house.secretary, at=in_hours(5))
    assert status(story).state == State.SCHEDULED


def test_a_later_embargo_drops_a_schedule_before_it(house):
    story = house.approved(outcome="schedule", at=in_hours(1))
    story = house.do("set_embargo", story, house.reporter, until=in_hours(2))
    assert status(story).state == State.APPROVED
    assert DueRelease.objects.get().state == DueState.CANCELLED


def test_the_clock_does_not_open_what_was_shut_behind_its_back(house):
    story = house.approved(outcome="schedule", at=in_hours(1))
    Embargo.objects.create(story=story, until=in_hours(5), set_by=house.leader, set_at=timezone.now())
    work_due(now=in_hours(2))
    assert DueRelease.objects.get().state == DueState.REFUSED
    assert not Story.objects.get(pk=story.pk).live


def test_when_its_hour_has_come_the_mark_goes_and_the_door_opens(house, held):
    Embargo.objects.update(until=timezone.now() - timedelta(seconds=1))
    restate_after_embargo()
    assert status(held).embargo_until is None
    assert house.do("put_out", held, house.secretary).live


def test_a_lift_needs_a_reason_and_is_logged_by_name(house, held):
    for person in (house.reporter, house.editor, house.chief):
        with pytest.raises(NotYours):
            house.do("lift_embargo", held, person, reason="Họp báo sớm")
    with pytest.raises(Incomplete):
        house.do("lift_embargo", held, house.secretary, reason=" ")
    house.do("lift_embargo", held, house.secretary, reason="Họp báo sớm")

    embargo = Embargo.objects.get()
    assert (embargo.lifted_by, embargo.lift_reason) == (house.secretary, "Họp báo sớm")
    assert logged(held, "lift_embargo")[0]["reason"] == "Họp báo sớm"
    assert house.do("put_out", held, house.leader).live


def test_only_who_may_lift_it_may_shorten_it(house, held):
    with pytest.raises(NotYours, match="rút ngắn"):
        house.do("set_embargo", held, house.reporter, until=in_hours(1))
    house.do("set_embargo", held, house.reporter, until=in_hours(6))
    house.do("set_embargo", held, house.secretary, until=in_hours(1))
    assert Embargo.objects.filter(lifted_at=None).count() == 1


def test_who_sets_one(house):
    story = house.draft()
    for person in (house.colleague, house.stranger):
        with pytest.raises(NotYours):
            house.do("set_embargo", story, person, until=in_hours(1))
    house.do("set_embargo", story, house.editor, until=in_hours(1))
    theirs = house.draft(owner=house.contributor, title="Bài cộng tác")
    with pytest.raises(NotYours):
        house.do("set_embargo", theirs, house.contributor, until=in_hours(1))


def test_it_needs_an_hour_to_come_and_a_story_that_is_not_out(house):
    story = house.draft()
    for until in (None, in_hours(-1)):
        with pytest.raises(Incomplete):
            house.do("set_embargo", story, house.reporter, until=until)
    with pytest.raises(WrongMoment):
        house.do("lift_embargo", story, house.leader, reason="Không có gì để bỏ")
    with pytest.raises(WrongMoment):
        house.do("set_embargo", house.live(house.submitted(story)), house.reporter, until=in_hours(1))


def test_an_edit_does_not_wash_it_off(house, held):
    edit(held, house.reporter, title="Tít mới")
    assert status(held).embargo_until
    story = house.approve(held, house.leader)
    with pytest.raises(UnderEmbargo):
        house.do("put_out", story, house.secretary)
