"""Whose turn it is, and who may read what."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from newsroom.desks.roles import Role
from newsroom.editorial import saved_views, worklists
from newsroom.editorial.models import StoryStatus
from newsroom.editorial.states import State
from tests.factories import ContributorFactory, DeskFactory, NewsroomFactory, StoryFactory, UserFactory
from tests.newsroom.editorial.verbs_house import fresh, in_hours

pytestmark = pytest.mark.django_db


def pks(rows) -> set[int]:
    return {row.pk for row in rows}


def waiting(user) -> set[int]:
    return pks(worklists.waiting_for(fresh(user)))


class TestWaitingForMe:
    def test_a_story_waits_for_everybody_at_its_gate_and_nobody_else(self, house):
        story = house.submitted()
        assert waiting(house.chief) == waiting(house.second_chief) == {story.pk}
        for person in (house.reporter, house.colleague, house.editor, house.secretary, house.leader, house.stranger):
            assert waiting(person) == set()

    def test_it_moves_on_with_each_approval(self, house):
        story = house.approve(house.submitted(), house.chief)
        assert waiting(house.chief) == set()
        assert waiting(house.secretary) == {story.pk}

    def test_nobody_waits_for_their_own_story(self, house):
        house.do("submit", house.draft(owner=house.chief), house.chief)
        assert waiting(house.chief) == set()
        assert len(waiting(house.second_chief)) == 1

    def test_who_approved_one_gate_is_not_asked_at_the_next(self, house):
        both = UserFactory(roles=[(Role.CHIEF, house.desk), (Role.SECRETARY, house.newsroom)])
        story = house.approve(house.submitted(), both)
        assert waiting(both) == set()
        assert waiting(house.secretary) == {story.pk}

    def test_a_named_substitute_is_asked(self, house):
        story = house.submitted()
        house.do("name_substitute", story, house.leader, person=fresh(house.colleague), reason="Trưởng ban đi vắng")
        assert waiting(house.colleague) == {story.pk}

    def test_another_organization_sees_nothing_of_it(self, house):
        house.at_last_gate()
        abroad = NewsroomFactory()
        leader = UserFactory(roles=[(Role.LEADER, abroad), (Role.SECRETARY, abroad)])
        assert waiting(leader) == pks(worklists.visible(leader)) == set()

    def test_urgent_then_late_then_longest(self, house):
        late, long, urgent = house.submitted(), house.submitted(), house.submitted()
        rows = StoryStatus.objects
        rows.filter(pk=late.pk).update(since=in_hours(-1), due_at=in_hours(-0.5))
        rows.filter(pk=long.pk).update(since=in_hours(-3), due_at=in_hours(2))
        rows.filter(pk=urgent.pk).update(since=in_hours(-0.1), due_at=in_hours(2), urgent=True)
        order = worklists.by_urgency(worklists.waiting_for(fresh(house.chief)), timezone.now())
        assert [row.pk for row in order] == [urgent.pk, late.pk, long.pk]


class TestWhoReadsWhat:
    def test_a_contributor_reads_their_own_only(self, house):
        own = house.draft(owner=house.contributor)
        house.draft()
        assert pks(worklists.visible(fresh(house.contributor))) == {own.pk}

    def test_a_reporter_reads_the_desk_and_what_they_wrote_elsewhere(self, house):
        here = house.draft(owner=house.colleague)
        byline = ContributorFactory(user=house.reporter)
        shared = StoryFactory(desk=house.other_desk, section=house.section, authors=[byline])
        StoryFactory(desk=house.other_desk, section=house.section)
        assert pks(worklists.visible(fresh(house.reporter))) == {here.pk, shared.pk}

    def test_a_secretary_reads_every_desk_of_the_newsroom_and_no_other(self, house):
        stories = {house.draft().pk, StoryFactory(desk=house.other_desk, section=house.section).pk}
        StoryFactory(desk=DeskFactory(parent=NewsroomFactory()))
        assert pks(worklists.visible(fresh(house.secretary))) == stories

    @pytest.mark.parametrize("role", [Role.INSPECTOR, Role.TECHNICIAN, Role.ADMINISTRATOR])
    def test_who_has_no_business_with_text_reads_none(self, house, role):
        house.draft()
        assert pks(worklists.visible(UserFactory(roles=[(role, house.newsroom)]))) == set()


class TestLongLists:
    def test_several_desks_are_merged_newest_first_without_repeats(self, house):
        house.person(Role.CHIEF, house.other_desk)
        both = UserFactory(roles=[(Role.CHIEF, house.desk), (Role.CHIEF, house.other_desk)])
        stories = [StoryFactory(desk=desk, section=house.section) for desk in (house.desk, house.other_desk) * 2]
        stories.append(house.draft(owner=both))
        for age, story in enumerate(stories):
            StoryStatus.objects.filter(pk=story.pk).update(saved_at=timezone.now() - timedelta(hours=age))
        assert saved_views.ALL.ids(fresh(both), timezone.now()) == [story.pk for story in stories]

    def test_a_count_stops_above_99(self, house):
        story = house.draft()
        assert worklists.capped_count(StoryStatus.objects.filter(pk=story.pk)) == 1
        assert worklists.MANY == 99

    @pytest.mark.parametrize("view", saved_views.VIEWS, ids=lambda view: view.slug)
    def test_no_view_reads_the_whole_table(self, house, view):
        """SQLite's own plan, without statistics, as on a machine where nobody runs ANALYZE."""
        house.submitted()
        for person in (house.reporter, house.chief, house.secretary):
            user = fresh(person)
            with CaptureQueriesContext(connection) as asked:
                view.ids(user, timezone.now())
                if view.counted:
                    view.count(user, timezone.now())
            for query in asked.captured_queries:
                assert_walks_an_index(query["sql"])

    def test_state_and_desk_of_a_row_are_those_of_its_newsroom(self, house):
        row = StoryStatus.objects.get(pk=house.draft().pk)
        assert (row.newsroom_id, row.desk_id, row.state) == (house.newsroom.pk, house.desk.pk, State.DRAFT)


def assert_walks_an_index(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        plan = [row[-1] for row in cursor.fetchall()]
    assert not [step for step in plan if step.startswith("SCAN editorial_storystatus")], (sql, plan)
