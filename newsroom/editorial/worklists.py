"""The lists people work from: whose turn it is, what waits, what went out. Every one reads StoryStatus, never the tree."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice

from django.db.models import BooleanField, Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from newsroom.desks.queries import standing_of
from newsroom.desks.roles import GRANTS, Right
from newsroom.editorial.models import StoryStatus, Substitute
from newsroom.editorial.models.chain import GATE_ROLES
from newsroom.editorial.states import IN_CHAIN, State

WINDOW = 1_000  # Nobody pages further; a filter finds what is older.
MANY = 99
NEWSROOM_DEPTH = 2  # Root → Newsroom → Desk.

Narrow = Callable[[QuerySet], QuerySet]


def scopes(user) -> list[Q]:
    """What this person may read, as conditions that each walk one index: newsrooms, desks, what they wrote."""
    newsrooms, desks = _reach(user, lambda role: Right.READ in GRANTS[role])
    return [*(Q(newsroom=pk) for pk in newsrooms), *(Q(desk=pk) for pk in desks), *own_scopes(user)]


def edited_by(user) -> list[Q]:
    """What this person may edit, as such conditions: the desks' whose stories they edit, and what they wrote."""
    newsrooms, desks = _reach(user, lambda role: Right.EDIT in GRANTS[role])
    return [*(Q(newsroom=pk) for pk in newsrooms), *(Q(desk=pk) for pk in desks), *own_scopes(user)]


def own_scopes(user) -> list[Q]:
    """Stories they wrote: `writers` holds the owner and every credited person with an account."""
    return [Q(pk__in=StoryStatus.writers.through.objects.filter(user=user).values("storystatus"))]


def _reach(user, wanted: Callable[[str], bool]) -> tuple[list[int], list[int]]:
    """Newsrooms, and desks outside those newsrooms, where this person has a wanted role."""
    places = {(page_id, path) for page_id, path, role in standing_of(user).pages if wanted(role)}
    step = StoryStatus.desk.field.related_model.steplen
    newsrooms = {page_id: path for page_id, path in places if len(path) == NEWSROOM_DEPTH * step}
    covered = tuple(newsrooms.values())
    desks = [
        page_id for page_id, path in places if page_id not in newsrooms and not (covered and path.startswith(covered))
    ]
    return sorted(newsrooms), sorted(desks)


def _wrote(user) -> Exists:
    """Asked of each row, so that a query walks the index of its states and not the person's whole archive."""
    return Exists(StoryStatus.writers.through.objects.filter(user=user, storystatus=OuterRef("pk")))


def visible(user) -> QuerySet[StoryStatus]:
    """What this person may read, for lists bounded by a state or a day; `scopes` is for the whole archive."""
    newsrooms, desks = _reach(user, lambda role: Right.READ in GRANTS[role])
    return StoryStatus.objects.filter(Q(newsroom__in=newsrooms) | Q(desk__in=desks) | Q(_wrote(user)))


def mine(user) -> QuerySet[StoryStatus]:
    return StoryStatus.objects.filter(_wrote(user))


def stands_at_gates(user) -> bool:
    return any(role in GATE_ROLES for _, _, role in standing_of(user).pages)


def may_be_asked(user) -> bool:
    """Whether a story can wait for this person: they stand at a gate, or approve in somebody's place."""
    return stands_at_gates(user) or Substitute.objects.filter(person=user).exists()


def waiting_for(user) -> QuerySet[StoryStatus]:
    """Stories at a gate where this person may approve: by role or as a substitute, not their own, no earlier gate passed."""
    at_my_gate = Q(Exists(Substitute.objects.filter(story=OuterRef("pk"), gate=OuterRef("gate"), person=user)))
    for role in GATE_ROLES:
        newsrooms, desks = _reach(user, lambda held, role=role: held == role)
        if newsrooms or desks:
            at_my_gate |= Q(gate__role=role) & (Q(newsroom__in=newsrooms) | Q(desk__in=desks))
    approved_earlier = TaskState.objects.filter(
        finished_by=user, status=TaskState.STATUS_APPROVED,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        workflow_state__object_id=Cast(OuterRef("pk"), CharField()),
    )  # fmt: skip
    return (
        StoryStatus.objects.filter(at_my_gate, stands_in(*IN_CHAIN))
        .exclude(_wrote(user))
        .exclude(Exists(approved_earlier))
    )


def stands_in(*states: str) -> Q:
    """Asked of the index of states alone, which then leads to few rows: a planner that knows how many states there are,

    and not that most stories stand in one of them, would rather read every row.
    """
    return Q(pk__in=StoryStatus.objects.filter(state__in=states).values("pk"))


def is_overdue(now: datetime) -> Q:
    return Q(state__in=IN_CHAIN, due_at__lt=now)


def published_today(now: datetime) -> Q:
    # Not `state__in=ON_SITE`: a planner without statistics would walk everything that is on the site.
    return Q(published_at__gte=start_of_day(now)) & ~Q(state=State.WITHDRAWN)


def start_of_day(now: datetime) -> datetime:
    return timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)


def by_urgency(rows: QuerySet, now: datetime) -> QuerySet:
    """Tin nóng, then late, then who has waited longest."""
    late = Case(When(is_overdue(now), then=Value(True)), default=Value(False), output_field=BooleanField())
    return rows.annotate(late=late).order_by("-urgent", "-late", "since", "pk")


def by_hour_out(rows: QuerySet, now: datetime) -> QuerySet:
    return rows.order_by(F("out_at").asc(nulls_last=True), "since", "pk")


def capped_count(rows: QuerySet) -> int:
    """How many, counted no further than one above MANY."""
    return rows.order_by()[: MANY + 1].count()


def newest_ids(conditions: Iterable[Q], clock: str, narrow: Narrow = lambda rows: rows) -> list[int]:
    """Ids of the newest stories by this column, at most WINDOW + 1: each scope walks its own index, then they are merged."""
    found = []
    for condition in conditions:
        rows = narrow(StoryStatus.objects.filter(condition)).filter(**{f"{clock}__isnull": False})
        found.append(list(rows.order_by(f"-{clock}", "-pk").values_list(clock, "pk")[: WINDOW + 1]))
    ordered = dict.fromkeys(pk for _, pk in merge(*found, reverse=True))
    return list(islice(ordered, WINDOW + 1))


def with_names(rows: QuerySet) -> QuerySet:
    """With what a row says: desk, section, gate and holder."""
    return rows.select_related("gate", "holder", "section", "desk")


class Found(Sequence):
    """Ids in order; a slice of it loads that many rows, in one query."""

    def __init__(self, ids: Sequence[int]):
        self.ids = ids[:WINDOW]
        self.is_cut = len(ids) > WINDOW

    def __len__(self):
        return len(self.ids)

    def __getitem__(self, wanted):
        if not isinstance(wanted, slice):
            return self[wanted : wanted + 1][0]
        ids = self.ids[wanted]
        rows = with_names(StoryStatus.objects.all()).in_bulk(ids)
        return [rows[pk] for pk in ids if pk in rows]


@dataclass(frozen=True)
class Step:
    """What happened at the newest finished gate of a story's running chain."""

    gate: str
    status: str
    person: str
    at: datetime | None
    comment: str

    @property
    def is_approval(self) -> bool:
        return self.status == TaskState.STATUS_APPROVED

    @property
    def is_return(self) -> bool:
        """To the writer, or, with its reason, to the gate before."""
        return self.status in (TaskState.STATUS_REJECTED, TaskState.STATUS_CANCELLED)


def last_steps(story_ids: Iterable[int]) -> dict[int, Step]:
    """The newest finished gate of each of these stories: one query."""
    done = Q(status__in=(TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED, TaskState.STATUS_SKIPPED))
    sent_back = Q(status=TaskState.STATUS_CANCELLED) & ~Q(comment="")
    states = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)
    rows = (
        TaskState.objects.filter(
            done | sent_back,
            workflow_state__object_id__in=[str(pk) for pk in story_ids],
            workflow_state__base_content_type=StoryStatus.story.field.related_model().get_base_content_type(),
            workflow_state__status__in=states,
        )
        .order_by("started_at", "pk")
        .select_related("task", "finished_by", "workflow_state")
    )  # fmt: skip
    return {
        int(row.workflow_state.object_id): Step(
            row.task.name, row.status, str(row.finished_by or ""), row.finished_at, row.comment
        )
        for row in rows
    }


def attach_steps(rows: Sequence[StoryStatus]) -> Sequence[StoryStatus]:
    """Give each row `step`, what the gate before it did, or None."""
    steps = last_steps(row.pk for row in rows)
    for row in rows:
        row.step = steps.get(row.pk)
    return rows
