"""A newsroom with people at every gate, and what they do there, for tests of the verbs."""

from datetime import timedelta

from django.utils import timezone
from wagtail.models import Workflow, WorkflowPage

from newsroom.desks.roles import Role
from newsroom.editorial.actions import VERBS
from newsroom.editorial.models import StoryStatus
from newsroom.people.models import User
from newsroom.stories.models import Story
from tests.factories import (
    BrandFactory,
    DeskFactory,
    NewsroomFactory,
    SectionFactory,
    SectionPageFactory,
    StoryFactory,
    UserFactory,
)

THREE_GATES, TWO_GATES = "Quy trình báo", "Quy trình hai bước"
PASSES = {THREE_GATES: ("chief", "secretary", "leader"), TWO_GATES: ("editor", "leader")}


def in_hours(hours: float):
    return timezone.now() + timedelta(hours=hours)


class House:
    """`chief` and `second_chief` hold the same role, and so on; `stranger` works at the other desk of the newsroom."""

    def __init__(self, chain: str = THREE_GATES):
        self.chain = chain
        self.newsroom = NewsroomFactory()
        WorkflowPage.objects.create(page=self.newsroom, workflow=Workflow.objects.get(name=chain))
        self.desk, self.other_desk = DeskFactory(parent=self.newsroom), DeskFactory(parent=self.newsroom)
        self.section = SectionFactory(brand=BrandFactory(organization=self.newsroom.organization))
        SectionPageFactory(section=self.section)
        desk, newsroom = self.desk, self.newsroom
        self.contributor = self.person(Role.CONTRIBUTOR, desk)
        self.reporter, self.colleague = self.person(Role.REPORTER, desk), self.person(Role.REPORTER, desk)
        self.editor = self.person(Role.EDITOR, desk)
        self.chief, self.second_chief = self.person(Role.CHIEF, desk), self.person(Role.CHIEF, desk)
        self.secretary, self.second_secretary = (
            self.person(Role.SECRETARY, newsroom),
            self.person(Role.SECRETARY, newsroom),
        )
        self.leader, self.second_leader = self.person(Role.LEADER, newsroom), self.person(Role.LEADER, newsroom)
        self.stranger = self.person(Role.EDITOR, self.other_desk)

    def person(self, role: str, page) -> User:
        return UserFactory(roles=[(role, page)])

    def draft(self, owner=None, **facts) -> Story:
        return StoryFactory(desk=self.desk, owner=owner or self.reporter, section=self.section, **facts)

    def submitted(self, story=None, **facts) -> Story:
        story = story or self.draft()
        return self.do("submit", story, story.owner, **facts)

    def at_last_gate(self, story=None) -> Story:
        story = story or self.submitted()
        for name in PASSES[self.chain][:-1]:
            story = self.approve(story, getattr(self, name))
        return story

    def approved(self, story=None, **facts) -> Story:
        return self.approve(self.at_last_gate(story), self.leader, **facts)

    def live(self, story=None, **facts) -> Story:
        return self.approved(story, outcome="now", **facts)

    def do(self, verb: str, story, user, **facts) -> Story:
        """As a press of the button: the person and the story are read from the database."""
        return VERBS[verb](story=Story.objects.get(pk=story.pk), user=fresh(user), **facts).execute()

    def approve(self, story, user, **facts) -> Story:
        """Take it, read the newest version, approve that."""
        story = self.do("claim", story, user)
        return self.do("approve", story, user, revision_id=story.latest_revision_id, **facts)


def fresh(user) -> User:
    return User.objects.get(pk=user.pk)


def edit(story, user, *, overwrite=None, **columns):
    """What the editor's form does on saving; returns the revision."""
    story = Story.objects.get(pk=story.pk)
    version = story.get_latest_revision_as_object()
    for name, value in columns.items():
        setattr(version, name, value)
    if not version.live:
        version.save()
    return version.save_revision(user=user, overwrite_revision=overwrite, log_action=True)


def status(story) -> StoryStatus:
    return StoryStatus.objects.select_related("gate", "holder").get(story=story.pk)


def logged(story, verb: str) -> list[dict]:
    """What the history says of a verb, oldest first."""
    from wagtail.models import PageLogEntry

    return list(
        PageLogEntry.objects.filter(page=story.pk, action=f"newsroom.{verb}")
        .order_by("pk")
        .values_list("data", flat=True)
    )
