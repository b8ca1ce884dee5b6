from typing import NamedTuple

from django.db.models import prefetch_related_objects
from django.utils import timezone
from wagtail.models import Page

from newsroom.people.models import Contributor
from newsroom.prepared import Prepared
from newsroom.stories.models import Approval, Credit, Embargo, Story, Withdrawal


def pass_turnstile(story_id: int) -> None:
    """Hold the story's own row until the transaction ends: two people, or a person and the clock, go one by one."""
    Story._base_manager.select_for_update(of=("self",)).filter(pk=story_id).values_list("pk").first()


@Prepared
def stories(number):
    return Story.objects.filter(pk=number)


def story_numbered(number: int) -> Story:
    """As it stands in the database. Raises Story.DoesNotExist."""
    if found := stories(number):
        return found[0]
    raise Story.DoesNotExist


@Prepared
def embargoes(story):
    return Embargo.objects.filter(story=story, lifted_at=None)


def standing_embargo(story, now) -> Embargo | None:
    """The embargo that still holds: not lifted, its hour not come."""
    return next((embargo for embargo in embargoes(story.pk) if embargo.until > now), None)


def readable(ids, now=None) -> set[int]:
    """Of these stories, those that readers may see at this moment, whatever a list or an index says."""
    withdrawn = Withdrawal.objects.filter(story__in=ids, lifted_at=None).values("story")
    embargoed = Embargo.objects.filter(story__in=ids, lifted_at=None, until__gt=now or timezone.now()).values("story")
    rows = Story.objects.live().filter(pk__in=ids).exclude(pk__in=withdrawn).exclude(pk__in=embargoed)
    return set(rows.order_by().values_list("pk", flat=True))


@Prepared
def withdrawals(story):
    return Withdrawal.objects.filter(story=story, lifted_at=None)


def standing_withdrawal(story) -> Withdrawal | None:
    return next(iter(withdrawals(story.pk)), None)


@Prepared
def approvals(story):
    return Approval.objects.filter(story=story, revoked_at=None, used_at=None).select_related("by")


def waiting_approval(story) -> Approval | None:
    """The approval that has not been used: the story is “Đã duyệt, chờ đăng”."""
    return next(iter(approvals(story.pk)), None)


class Place(NamedTuple):
    desk_id: int
    newsroom_id: int
    organization_id: int


@Prepared
def organizations_at(desk, newsroom):
    pages = Page.objects.filter(path__in=[desk, newsroom]).order_by("-depth")
    return pages.values_list("pk", "newsroom__organization")


def place_of(story) -> Place:
    """Whose story it is: one query for each path of this instance."""
    paths = [story.path[: -story.steplen], story.path[: -2 * story.steplen]]
    known, place = story.__dict__.get("_place", ("", None))
    if known != story.path:
        (desk_id, _none), (newsroom_id, organization_id) = organizations_at(*paths)
        place = Place(desk_id, newsroom_id, organization_id)
        story._place = story.path, place
    return place


def credits_of(version) -> list[Credit]:
    """In the newsroom's order, with their people, in one query whether the version is a draft or what is on the site."""
    credits = list(version.credits.select_related("contributor"))
    prefetch_related_objects(credits, "contributor")
    return credits


def gather(story) -> None:
    """Read the small relations of a story once; whoever asks this instance afterwards is answered from memory."""
    for relation in ("other_sections", "places"):
        getattr(story, relation).get_object_list()
    prefetch_related_objects(story.credits.get_object_list(), "contributor")
    prefetch_related_objects(story.tagged_items.get_object_list(), "tag")


@Prepared
def accounts_of(*contributors):
    return Contributor.objects.filter(pk__in=contributors).values_list("user_id", flat=True)


def credited_in_newest(story) -> list[int]:
    """Contributors whom the newest version names."""
    # The version's JSON is enough: building the story of it again costs a dozen queries, and every verb asks.
    if story.latest_revision_id:
        return [credit["contributor"] for credit in story.latest_revision.content.get("credits", ())]
    return [credit.contributor_id for credit in story.credits.all()]


def writers_of(story) -> set[int]:
    """User ids of everybody who wrote it: owner and credited contributors with an account, in the newest version."""
    people = credited_in_newest(story)
    return {*(accounts_of(*people) if people else ()), story.owner_id} - {None}
