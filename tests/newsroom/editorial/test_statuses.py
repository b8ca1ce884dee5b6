"""Many people, many verbs, any order: the status row, the site, search, the address and the snapshots never disagree."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from cms.sections.models import Placement
from newsroom.editorial.actions import VERBS, options
from newsroom.editorial.errors import Incomplete, NotYours, OwnStory
from newsroom.editorial.models import Claim
from newsroom.editorial.services.due import work_due
from newsroom.editorial.states import State
from newsroom.search.models import PublicDocument
from newsroom.stories.errors import Refused, UnderEmbargo
from newsroom.stories.models import Approval, Story, WebAddress, Withdrawal
from newsroom.stories.queries import standing_embargo
from tests.newsroom.editorial.verbs_house import House, edit, fresh, in_hours, status
from tests.newsroom.evidence import chain_holds

PEOPLE = [
    "reporter", "editor", "chief", "second_chief", "secretary", "second_secretary", "leader", "second_leader", "stranger",
]  # fmt: skip
LAST_GATE = 2
pytestmark = [pytest.mark.faults, pytest.mark.django_db]


class OneStory(RuleBasedStateMachine):
    """The attributes are what a reader of the rules would expect; `expected` says it as a status."""

    house: House

    @initialize()
    def write(self):
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.story = self.house.draft()
        self.gate = self.holder = self.address = None
        self.passed = set()
        self.approved = self.due = self.returned = self.live = self.changed = self.withdrawn = False

    def teardown(self):
        if hasattr(self, "atomic"):
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    @property
    def expected(self) -> str:
        if self.withdrawn:
            return State.WITHDRAWN
        if self.gate is not None:
            return State.EDITING if self.holder else State.WAITING
        if self.approved:
            return State.SCHEDULED if self.due else State.APPROVED
        if self.returned:
            return State.RETURNED
        if self.live:
            return State.CHANGED if self.changed else State.PUBLISHED
        return State.DRAFT

    # What people do

    @rule(person=st.sampled_from(PEOPLE), data=st.data())
    def press_what_is_offered(self, person, data):
        user = fresh(getattr(self.house, person))
        story = Story.objects.get(pk=self.story.pk)
        offered = sorted(name for name, option in options(story, user, in_hours(0)).items() if not option.refused)
        if offered:
            verb = data.draw(st.sampled_from(offered))
            shorter = (NotYours,) if verb == "set_embargo" else ()  # the hour that is asked for may be an earlier one
            self.press(verb, person, data, unwelcome=(Incomplete, OwnStory, UnderEmbargo, *shorter))

    @rule(person=st.sampled_from(PEOPLE), verb=st.sampled_from(sorted(VERBS)), data=st.data())
    def press_anything(self, person, verb, data):
        self.press(verb, person, data, unwelcome=Refused)

    @rule(person=st.sampled_from(PEOPLE), title=st.sampled_from(["Tít một", "Tít hai", "Tít ba"]))
    def rewrite(self, person, title):
        user, story = fresh(getattr(self.house, person)), Story.objects.get(pk=self.story.pk)
        lock = story.get_lock()
        if not story.permissions_for_user(user).can_edit() or (lock and lock.for_user(user)):
            return
        if story.draft_title == title:
            edit(story, user, title=title)
            return
        edit(story, user, title=title)
        self.changed = self.live
        if self.approved:
            self.approved = self.due = False
            self.gate, self.holder = LAST_GATE, None

    @rule()
    def let_the_hour_come(self):
        if work_due(now=in_hours(3)):
            assert self.due
            self.went_out()

    def press(self, verb, person, data, *, unwelcome):
        embargo = standing_embargo(self.story, in_hours(0))
        facts = self.facts(verb, data)
        goes_out = verb == "put_out" or (facts.get("outcome") == "now" and self.gate == LAST_GATE)
        try:
            with transaction.atomic():
                self.house.do(verb, self.story, getattr(self.house, person), **facts)
        except unwelcome:
            return
        assert not (embargo and goes_out)
        getattr(self, verb, lambda *_: None)(person, facts)

    def facts(self, verb, data) -> dict:
        newest = Story.objects.get(pk=self.story.pk).latest_revision_id
        ordered = {"reason": "Sai", "document_number": "1/CV", "document_date": in_hours(0).date()}
        match verb:
            case "submit":
                return {"urgent": data.draw(st.booleans())}
            case "approve":
                outcome = data.draw(st.sampled_from(["hold", "now", "schedule"]))
                return {"revision_id": newest, "outcome": outcome, "at": in_hours(2)}
            case "publish_update":
                return {"revision_id": newest, "significance": data.draw(st.sampled_from(["minor", "major"]))}
            case "schedule":
                return {"at": in_hours(2)}
            case "set_embargo":
                return {"until": in_hours(data.draw(st.sampled_from([1, 5])))}
            case "send_back":
                places = ["writer", "gate"] if self.gate and self.gate - 1 in self.passed else ["writer"]
                return {"reason": "Vì thế", "to": data.draw(st.sampled_from(places))}
            case "lift_embargo":
                return {"reason": "Vì thế"}
            case "take_down" | "reinstate":
                return ordered
            case "name_substitute":
                return {"person": self.house.editor}
        return {}

    # What each act should have done

    def submit(self, _person, facts):
        self.gate, self.returned = (LAST_GATE if facts["urgent"] or self.live else 0), False
        self.passed = set()

    def recall(self, *_):
        self.gate = self.holder = None

    def claim(self, person, _facts):
        self.holder = person

    def unlock(self, *_):
        self.holder = None

    def send_back(self, _person, facts):
        self.holder = None
        if facts["to"] == "gate":
            self.gate -= 1
            self.passed.remove(self.gate)
        else:
            self.gate, self.returned = None, True

    def approve(self, person, facts):
        self.holder = None
        self.passed.add(self.gate)
        if self.gate < LAST_GATE:
            self.gate += 1
            return
        self.gate, self.approved = None, True
        if facts["outcome"] == "now":
            self.went_out()
        self.due = facts["outcome"] == "schedule"

    def put_out(self, *_):
        self.went_out()

    def publish_update(self, *_):
        self.went_out()

    def went_out(self):
        self.live, self.approved, self.due, self.changed, self.returned = True, False, False, False, False

    def unapprove(self, *_):
        self.approved = self.due = False

    def schedule(self, *_):
        self.due = True

    def unschedule(self, *_):
        self.due = False

    def set_embargo(self, _person, facts):
        if self.due and facts["until"] > in_hours(2):
            self.due = False

    def take_down(self, *_):
        self.withdrawn, self.live, self.approved, self.due, self.returned = True, False, False, False, False
        self.gate = self.holder = None

    def reinstate(self, *_):
        story = Story.objects.get(pk=self.story.pk)
        self.withdrawn, self.live = False, True
        self.changed = story.latest_revision_id != story.live_revision_id

    # What must hold after every step

    @invariant()
    def the_status_row_says_what_is_true(self):
        row = status(self.story)
        assert row.state == self.expected
        assert (row.out_at is not None) == (self.due and self.expected == State.SCHEDULED)
        claim = Claim.objects.filter(task_state__workflow_state__current_task_state__claim__isnull=False).first()
        assert bool(row.state == State.EDITING) == bool(claim and self.holder)
        if self.expected == State.EDITING:
            assert row.holder == getattr(self.house, self.holder)

    @invariant()
    def what_is_live_was_approved_and_is_not_withdrawn(self):
        story = Story.objects.get(pk=self.story.pk)
        assert story.live == self.live
        if story.live:
            approval = Approval.objects.filter(
                story=story, revision=story.live_revision_id, used_at__isnull=False
            ).latest("at")
            assert approval.by_id != story.owner_id
            assert story.live_revision.content["title"] == story.title
            assert not Withdrawal.objects.filter(story=story, lifted_at=None).exists()

    @invariant()
    def readers_find_it_where_it_is_and_nowhere_else(self):
        story = Story.objects.get(pk=self.story.pk)
        found = PublicDocument.objects.filter(kind="story", object_id=story.pk).first()
        assert Placement.objects.filter(story=story).exists() == bool(found) == story.live
        assert not found or found.title == story.title

    @invariant()
    def its_address_never_changes(self):
        address = WebAddress.objects.filter(story=self.story).values("id7", "ym", "published_at").first()
        assert self.address in (None, address)
        self.address = address

    @invariant()
    def its_snapshots_make_a_chain(self):
        assert chain_holds(self.house.newsroom.organization)

    @invariant()
    def nobody_passed_it_twice_or_passed_their_own(self):
        for state in Story.objects.get(pk=self.story.pk).workflow_states.all():
            passed = list(state.task_states.filter(status="approved").values_list("finished_by", flat=True))
            assert len(passed) == len(set(passed))
            assert self.story.owner_id not in passed


def test_whatever_people_press_in_whatever_order(house, count):
    machine = type("OneStory", (OneStory,), {"house": house})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=count(short=6, full=150), stateful_step_count=count(short=25, full=50), deadline=None,
            database=None, derandomize=count(short=1, full=0) == 1,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
