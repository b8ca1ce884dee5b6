"""Gửi duyệt: from the writer's hands into the chain of the desk."""

import pytest

from media_pipeline.assets.models import Provenance
from newsroom.desks.roles import Role
from newsroom.editorial.actions import VERBS
from newsroom.editorial.errors import Incomplete, NobodyMayApprove, NotYours, OwnStory, WrongMoment
from newsroom.editorial.models import GateTask, Submission
from newsroom.editorial.queries import position, who_may_approve
from newsroom.editorial.states import State
from newsroom.stories.states import UNTITLED
from tests.factories import ContributorFactory, UserFactory
from tests.newsroom.editorial.verbs_house import edit, logged, status


def first_gate(story):
    return GateTask.objects.get(pk=status(story).gate_id)


def test_a_submitted_story_waits_at_the_first_gate_by_its_name(house):
    story = house.submitted(message="Bài cho trang 2")

    row = status(story)
    assert (row.state, row.label) == (State.WAITING, "Chờ Trưởng ban")
    assert row.holder is None and row.due_at > row.since
    submission = Submission.objects.get(story=story)
    assert (submission.by, submission.message) == (house.reporter, "Bài cho trang 2")
    assert submission.revision_id == story.latest_revision_id
    assert [gate.state for gate in position(story).chain] == ["current", "ahead", "ahead"]


def test_a_desk_with_two_gates_has_its_own_words(small_house):
    assert status(small_house.submitted()).label == "Chờ biên tập"


def test_who_may_approve_is_named_without_the_writers_and_the_inactive(house):
    co_author = house.person(Role.CHIEF, house.desk)
    gone = house.person(Role.CHIEF, house.desk)
    gone.is_active = False
    gone.save()
    story = house.submitted(house.draft(authors=[ContributorFactory(user=co_author)]))

    assert set(who_may_approve(story, first_gate(story))) == {house.chief, house.second_chief}


def test_a_chief_s_own_story_goes_to_the_other_chief(house):
    story = house.submitted(house.draft(owner=house.chief))

    assert who_may_approve(story, first_gate(story)) == [house.second_chief]


def test_where_nobody_may_approve_a_leader_names_a_substitute(house):
    house.second_chief.is_active = False
    house.second_chief.save()
    story = house.draft(owner=house.chief)
    with pytest.raises(NobodyMayApprove, match="Trưởng ban.*Nhờ lãnh đạo"):
        house.submitted(story)

    gate = GateTask.objects.get(name="Trưởng ban")
    house.do("name_substitute", story, house.leader, person=house.editor, reason="Trưởng ban kia nghỉ phép")
    assert logged(story, "name_substitute")[0]["person"] == str(house.editor)

    house.submitted(story)
    assert who_may_approve(story, gate) == [house.editor]
    story = house.approve(story, house.editor)
    assert status(story).label == "Chờ Thư ký"


def test_only_a_leader_names_a_substitute_and_never_the_writer_or_an_outsider(house):
    story = house.draft()
    with pytest.raises(NotYours):
        house.do("name_substitute", story, house.secretary, person=house.editor)
    with pytest.raises(OwnStory):
        house.do("name_substitute", story, house.leader, person=house.reporter)
    with pytest.raises(Incomplete):
        house.do("name_substitute", story, house.leader, person=UserFactory())
    with pytest.raises(Incomplete):
        house.do("name_substitute", story, house.leader, person=house.stranger)


def test_a_substitute_stands_at_that_gate_of_that_story_only(house):
    story, another = house.submitted(), house.submitted(house.draft(title="Bài khác"))
    house.do("name_substitute", story, house.leader, person=house.editor)

    house.do("claim", story, house.editor)
    with pytest.raises(NotYours):
        house.do("claim", another, house.editor)


@pytest.mark.parametrize(
    ("missing", "word"),
    [
        ({"title": UNTITLED}, "tít"),
        ({"section": None}, "chuyên mục chính"),
        ({"body": []}, "nội dung"),
        ({"ai_provenance": Provenance.ASSISTED}, "công cụ AI"),
    ],
)
def test_what_is_missing_is_named_before_anybody_is_asked_to_read(house, missing, word):
    story = house.draft()
    edit(story, house.reporter, **missing)
    with pytest.raises(Incomplete, match=word):
        house.submitted(story)
    assert status(story).state == State.DRAFT


def test_a_story_is_submitted_once(house):
    story = house.submitted()
    with pytest.raises(WrongMoment, match="Trưởng ban"):
        house.submitted(story)
    assert Submission.objects.count() == 1


def test_a_colleague_reads_but_does_not_submit(house):
    story = house.draft()
    with pytest.raises(NotYours):
        house.do("submit", story, house.colleague)


def test_a_credited_co_author_submits(house):
    story = house.draft(authors=[ContributorFactory(user=house.colleague)])
    assert status(house.do("submit", story, house.colleague)).state == State.WAITING


def test_an_editor_of_the_desk_submits_for_a_writer_and_then_may_not_approve(small_house):
    small_house.person(Role.EDITOR, small_house.desk)
    story = small_house.do("submit", small_house.draft(), small_house.editor)
    with pytest.raises(OwnStory):
        small_house.approve(story, small_house.editor)


def test_a_desk_without_a_chain_says_so(house):
    house.newsroom.workflowpage.delete()
    with pytest.raises(WrongMoment, match="chưa có quy trình"):
        house.submitted()


def test_urgent_news_goes_straight_to_the_last_gate_and_the_history_says_so(house):
    story = house.submitted(urgent=True)

    row = status(story)
    assert (row.label, row.urgent) == ("Chờ duyệt đăng", True)
    assert [gate.state for gate in position(story).chain] == ["skipped", "skipped", "current"]
    assert logged(story, "submit")[0]["urgent"] is True


def test_a_contributor_does_not_mark_urgent_news(house):
    story = house.draft(owner=house.contributor)
    with pytest.raises(NotYours, match="Cộng tác viên"):
        house.submitted(story, urgent=True)
    assert status(house.submitted(story)).label == "Chờ Trưởng ban"


def test_the_writer_takes_the_story_back_and_submits_again(house):
    story = house.submitted()
    with pytest.raises(NotYours):
        house.do("recall", story, house.chief)
    story = house.do("recall", story, house.reporter)
    assert status(story).state == State.DRAFT
    with pytest.raises(WrongMoment):
        house.do("recall", story, house.reporter)

    assert status(house.submitted(story)).label == "Chờ Trưởng ban"


def test_the_writer_s_account_without_any_role_left_still_owns_the_text_but_a_stranger_never_submits(house):
    story = house.draft()
    with pytest.raises(NotYours):
        house.do("submit", story, house.stranger)
    with pytest.raises(NotYours):
        house.do("submit", story, UserFactory(is_superuser=True))


def test_every_verb_has_a_name_and_a_vietnamese_label():
    assert all(name == verb.name and str(verb.label) for name, verb in VERBS.items())
