"""Power cuts: at every write inside publish, takedown, the clock and the mail, all of it happened or none of it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from cms.sections.models import Placement
from newsroom.editorial.models import Notice
from newsroom.editorial.services import notices
from newsroom.editorial.services.due import LEASE, work_due
from newsroom.editorial.states import State
from newsroom.search.models import PublicDocument
from newsroom.stories.models import Approval, DueRelease, Snapshot, Story, WebAddress, Withdrawal
from newsroom.stories.services.pages import attach_page, attach_waiting
from newsroom.stories.states import DueState, PageState
from tests.faults.dying import deaths
from tests.newsroom.editorial.verbs_house import House, in_hours, status
from tests.newsroom.evidence import chain_holds

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def house():
    return House()


@pytest.fixture
def stride(count):
    return count(short=9, full=1)


def signs_of_life(story) -> set[bool]:
    """One answer when the story is wholly on the site or wholly off it."""
    return {
        Story.objects.get(pk=story.pk).live,
        Approval.objects.filter(story=story, used_at__isnull=False).exists(),
        Snapshot.objects.filter(story=story).exists(),
        WebAddress.objects.filter(story=story).exists(),
        Placement.objects.filter(story=story).exists(),
        PublicDocument.objects.filter(kind="story", object_id=story.pk).exists(),
        status(story).state in (State.PUBLISHED, State.CHANGED),
        Notice.objects.filter(story=story, subject__startswith="Bài đã lên trang").exists(),
    }


def test_killed_while_putting_out(house, stride):
    story = house.approved()
    for step in deaths(lambda: house.do("put_out", story, house.secretary), stride=stride):
        assert len(signs_of_life(story)) == 1, step
        if signs_of_life(story) == {True}:
            break  # killed after it was done, on the way to ring a bell
        assert status(story).state == State.APPROVED
    else:
        assert signs_of_life(story) == {True}
    assert Snapshot.objects.filter(story=story).count() == 1
    assert chain_holds(house.newsroom.organization)


def test_killed_while_taking_down(house, stride):
    story = house.live()
    act = lambda: house.do("take_down", story, house.leader, reason="Sai sự thật")  # noqa: E731
    for step in deaths(act, stride=stride):
        dark = {
            not Story.objects.get(pk=story.pk).live,
            Withdrawal.objects.filter(story=story).exists(),
            not Placement.objects.filter(story=story).exists(),
            not PublicDocument.objects.filter(kind="story", object_id=story.pk).exists(),
            Snapshot.objects.filter(story=story).count() == 2,
            status(story).state == State.WITHDRAWN,
        }
        assert len(dark) == 1, step
        if dark == {True}:
            break
    assert status(story).state == State.WITHDRAWN
    assert chain_holds(house.newsroom.organization)


def test_killed_at_the_hour(house, stride):
    """A claim that a dead worker left runs out; the next tick finds the row."""
    story = house.approved(outcome="schedule", at=in_hours(1))
    clock = in_hours(1.1)

    def tick():
        work_due(now=clock)

    for step in deaths(tick, stride=stride):
        released = DueRelease.objects.get().state == DueState.DONE
        assert released == Story.objects.get(pk=story.pk).live, step
        if released:
            break
        clock += LEASE + timedelta(seconds=1)
    assert DueRelease.objects.get().state == DueState.DONE
    assert Snapshot.objects.filter(story=story).count() == 1


def test_killed_while_sending_mail(house, stride):
    """Never lost: what a dead worker had in hand is sent after its lease."""
    house.submitted()
    assert Notice.objects.count() == 2
    Notice.objects.update(sent_at=None, tries=0, claimed_until=None, made_at=timezone.now() - timedelta(minutes=5))
    mail.outbox.clear()
    for _step in deaths(notices.send_waiting, stride=1):
        Notice.objects.filter(sent_at=None).update(claimed_until=timezone.now() - timedelta(seconds=1))
        if not Notice.objects.filter(sent_at=None).exists():
            break
    assert not Notice.objects.filter(sent_at=None).exists()
    assert max(Notice.objects.values_list("tries", flat=True)) <= notices.TRIES


def test_killed_while_the_page_is_kept(house, no_worker, stride):
    """The snapshot's page is attached once, whole, by whoever comes next."""
    snapshot = Snapshot.objects.get(story=house.live())
    assert snapshot.page_state == PageState.WAITING
    for _step in deaths(lambda: attach_page(snapshot_id=snapshot.pk), stride=1 if stride == 1 else 3):
        pass
    for hours in (1, 12, 48):
        attach_waiting(now=in_hours(hours))
    snapshot.refresh_from_db()
    names = list(snapshot.files.values_list("name", flat=True))
    assert snapshot.page_state == PageState.ATTACHED
    assert "trang.html" in names and len(names) == len(set(names))
