"""From “Đã duyệt, chờ đăng” to the readers: by a button, by the clock, and changed while it is live."""

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.actions.publish_page_revision import PublishPageRevisionAction

from cms.sections.models import Placement
from newsroom.editorial.errors import Incomplete, NotYours, OldVersion, OwnStory, WrongMoment
from newsroom.editorial.models import StoryStatus
from newsroom.editorial.queries import position
from newsroom.editorial.states import State
from newsroom.stories.errors import NotApproved
from newsroom.stories.models import Approval, DueRelease, Snapshot, Story, WebAddress
from newsroom.stories.states import DueState, Significance, SnapshotKind
from tests.factories import ContributorFactory
from tests.newsroom.editorial.verbs_house import edit, fresh, in_hours, logged, status
from tests.newsroom.evidence import chain_holds


def test_the_last_approval_only_approves(house):
    story = house.approved()
    assert status(story).state == State.APPROVED
    assert not story.live
    assert not WebAddress.objects.exists() and not Snapshot.objects.exists()


def test_the_last_approval_may_put_out_at_once(house):
    story = house.live()
    assert story.live and status(story).state == State.PUBLISHED
    assert Approval.objects.get().used_at
    assert Snapshot.objects.get().kind == SnapshotKind.PUBLISHED
    assert Placement.objects.get(story=story).section == house.section
    assert chain_holds(house.newsroom.organization)


def test_the_last_approval_may_set_the_hour(house):
    at = in_hours(3)
    story = house.approved(outcome="schedule", at=at)
    row = status(story)
    assert (row.state, row.out_at) == (State.SCHEDULED, at)


def test_a_refused_hour_takes_the_approval_back_with_it(house):
    story = house.at_last_gate()
    with pytest.raises(Incomplete):
        house.approve(story, house.leader, outcome="schedule", at=in_hours(-1))
    assert not Approval.objects.exists()
    assert status(story).label == "Đang biên tập"


@pytest.mark.parametrize("person", ["secretary", "second_secretary", "leader", "second_leader"])
def test_secretaries_and_leaders_put_out_an_approved_story(house, person):
    story = house.do("put_out", house.approved(), getattr(house, person))
    assert story.live
    assert logged(story, "put_out") == [{"revision": story.live_revision_id}]


@pytest.mark.parametrize("person", ["reporter", "editor", "chief", "stranger"])
def test_nobody_else_puts_out(house, person):
    story = house.approved()
    for verb, facts in [("put_out", {}), ("schedule", {"at": in_hours(1)}), ("unapprove", {})]:
        with pytest.raises(NotYours):
            house.do(verb, story, getattr(house, person), **facts)


def test_nobody_puts_out_their_own_story(house):
    story = house.approved(house.submitted(house.draft(authors=[ContributorFactory(user=house.second_secretary)])))
    for verb, facts in [("put_out", {}), ("schedule", {"at": in_hours(1)}), ("unapprove", {})]:
        with pytest.raises(OwnStory):
            house.do(verb, story, house.second_secretary, **facts)
    assert house.do("put_out", story, house.second_leader).live


def test_a_story_that_nobody_approved_is_not_put_out(house):
    for story in (house.draft(), house.submitted(house.draft(title="Đang chờ"))):
        with pytest.raises(WrongMoment):
            house.do("put_out", story, house.leader)
    story = house.live()
    with pytest.raises(WrongMoment):
        house.do("put_out", story, house.leader)


def test_an_approval_is_taken_back(house):
    story = house.do("unapprove", house.approved(outcome="schedule", at=in_hours(1)), house.secretary)
    assert status(story).state == State.DRAFT
    assert DueRelease.objects.get().state == DueState.CANCELLED
    assert Approval.objects.get().revoked_by == house.secretary
    assert status(house.submitted(story)).label == "Chờ Trưởng ban"


def test_a_new_hour_replaces_the_old_one_and_may_be_dropped(house):
    story = house.approved(outcome="schedule", at=in_hours(1))
    later = in_hours(5)
    story = house.do("schedule", story, house.secretary, at=later)
    assert status(story).out_at == later
    story = house.do("unschedule", story, house.leader)
    assert (status(story).state, status(story).out_at) == (State.APPROVED, None)
    assert set(DueRelease.objects.values_list("state", flat=True)) == {DueState.CANCELLED}
    with pytest.raises(WrongMoment):
        house.do("unschedule", story, house.leader)


def test_put_out_before_its_hour_a_story_does_not_go_out_twice(house):
    story = house.do("put_out", house.approved(outcome="schedule", at=in_hours(1)), house.secretary)
    assert DueRelease.objects.get().state == DueState.CANCELLED
    assert Snapshot.objects.count() == 1 and status(story).out_at is None


class TestALiveStory:
    def test_changes_nothing_for_readers_while_it_is_edited(self, house):
        story = house.live()
        before = story.title
        edit(story, house.reporter, title="Bản sửa chưa ai duyệt")
        assert Story.objects.get(pk=story.pk).title == before
        assert status(story).state == State.CHANGED

    def test_is_updated_by_a_writer_through_the_last_gate(self, house):
        story = house.live()
        edit(story, house.reporter, sapo="Thêm số liệu mới.")
        story = house.submitted(story)
        assert status(story).label == "Chờ duyệt đăng"
        assert [gate.state for gate in position(story).chain] == ["skipped", "skipped", "current"]
        story = house.approve(story, house.leader, outcome="now", significance=Significance.MAJOR)

        assert (story.sapo, status(story).state) == ("Thêm số liệu mới.", State.PUBLISHED)
        assert story.address.updated_at is not None
        assert list(Snapshot.objects.order_by("number").values_list("kind", flat=True)) == [
            SnapshotKind.PUBLISHED, SnapshotKind.UPDATED,
        ]  # fmt: skip

    def test_stays_as_it_was_until_the_update_is_put_out(self, house):
        story = house.live()
        edit(story, house.reporter, title="Tít mới")
        story = house.approve(house.submitted(story), house.leader)
        assert status(story).state == State.APPROVED and story.live and story.title != "Tít mới"
        assert house.do("put_out", story, house.secretary).title == "Tít mới"

    @pytest.mark.parametrize(("significance", "is_dated"), [(Significance.MINOR, False), (Significance.MAJOR, True)])
    def test_is_changed_at_once_by_a_leader_who_says_how_much_it_matters(self, house, significance, is_dated):
        story = house.live()
        address = story.address
        revision = edit(story, house.leader, title="Tít đã đính")
        story = house.do("publish_update", story, house.leader, revision_id=revision.pk, significance=significance)

        assert story.title == "Tít đã đính"
        assert (story.address.id7, story.address.ym, story.address.published_at) == (
            address.id7, address.ym, address.published_at,
        )  # fmt: skip
        assert bool(story.address.updated_at) is is_dated
        assert status(story).state == State.PUBLISHED

    def test_is_not_changed_at_once_by_anybody_else(self, house):
        story = house.live()
        revision = edit(story, house.secretary, title="Tít")
        for person in (house.secretary, house.chief, house.reporter, house.stranger):
            with pytest.raises(NotYours):
                house.do("publish_update", story, person, revision_id=revision.pk, significance="minor")

    def test_needs_the_word_minor_or_major_and_the_version_that_was_shown(self, house):
        story = house.live()
        shown = edit(story, house.leader, title="Một")
        for significance in ("", "first", "reinstated"):
            with pytest.raises(Incomplete):
                house.do("publish_update", story, house.leader, revision_id=shown.pk, significance=significance)
        edit(story, house.reporter, title="Hai")
        with pytest.raises(OldVersion):
            house.do("publish_update", story, house.leader, revision_id=shown.pk, significance="minor")

    def test_has_no_update_when_nothing_changed_or_while_one_waits_at_the_gate(self, house):
        story = house.live()
        with pytest.raises(WrongMoment):
            house.do("publish_update", story, house.leader, revision_id=story.latest_revision_id, significance="minor")
        revision = edit(story, house.reporter, title="Tít khác")
        house.submitted(story)
        with pytest.raises(WrongMoment):
            house.do("publish_update", story, house.leader, revision_id=revision.pk, significance="minor")

    def test_of_a_leader_s_own_is_changed_through_another_leader(self, house):
        story = house.live(house.submitted(house.draft(authors=[ContributorFactory(user=house.second_leader)])))
        revision = edit(story, house.second_leader, title="Tít của tôi")
        with pytest.raises(OwnStory):
            house.do("publish_update", story, house.second_leader, revision_id=revision.pk, significance="minor")
        assert house.do("publish_update", story, house.leader, revision_id=revision.pk, significance="minor").live


class TestEveryOtherDoor:
    """Wagtail's own ways of publishing, with and without its permission check."""

    def doors(self, revision, user):
        yield lambda: revision.publish(user=user)
        yield lambda: revision.publish(user=user, skip_permission_checks=True)
        yield lambda: revision.publish()
        yield lambda: PublishPageRevisionAction(revision, user=user).execute()
        yield lambda: PublishPageRevisionAction(revision, user=user).execute(skip_permission_checks=True)
        yield lambda: revision.content_object.publish(revision, user=user)

    def test_is_shut_to_a_version_that_nobody_approved(self, house):
        root = house.leader
        root.is_superuser = True
        root.save()
        for story in (house.draft(), house.submitted(house.draft(title="Chờ"))):
            for door in self.doors(story.latest_revision, fresh(root)):
                with pytest.raises(PermissionDenied):
                    door()
                assert not Story.objects.get(pk=story.pk).live
        assert not Snapshot.objects.exists() and not WebAddress.objects.exists()

    def test_is_shut_to_an_older_version_that_was_public_once(self, house):
        story = house.live()
        old = story.live_revision
        revision = edit(story, house.leader, title="Bản mới")
        story = house.do("publish_update", story, house.leader, revision_id=revision.pk, significance="minor")
        with pytest.raises(NotApproved):
            old.publish(skip_permission_checks=True)
        assert Story.objects.get(pk=story.pk).title == "Bản mới"

    def test_is_shut_to_a_live_flag_set_by_hand(self, house):
        story = house.approved()
        story.live = True
        with pytest.raises(NotApproved):
            story.save()

    def test_does_not_postpone_a_publish_by_wagtail_s_clock(self, house):
        story = house.draft()
        edit(story, house.reporter, go_live_at=in_hours(9), expire_at=in_hours(10))
        story = house.live(house.submitted(story))
        assert story.live and not story.expire_at


def test_each_act_leaves_one_snapshot_of_what_readers_saw(house):
    story = house.live()
    revision = edit(story, house.leader, title="Tít hai")
    story = house.do("publish_update", story, house.leader, revision_id=revision.pk, significance="minor")
    story = house.do("take_down", story, house.leader, reason="Sai sự thật", explanation="Nhầm tên xã.")
    story = house.do("reinstate", story, house.leader, reason="Đã kiểm chứng")

    rows = list(Snapshot.objects.order_by("number"))
    assert [row.kind for row in rows] == ["published", "updated", "withdrawn", "reinstated"]
    assert [row.number for row in rows] == [1, 2, 3, 4]
    assert rows[1].title == rows[2].title == rows[3].title == "Tít hai"
    assert "Nhầm tên xã." in rows[2].content
    assert chain_holds(house.newsroom.organization)


def test_a_status_can_always_be_computed_again(house):
    from newsroom.editorial.services.statuses import restate

    story = house.live()
    before = StoryStatus.objects.values().get(story=story)
    restate(Story.objects.get(pk=story.pk))
    assert StoryStatus.objects.values().get(story=story) == before
