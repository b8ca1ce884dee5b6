from newsroom.desks.models import Newsroom
from newsroom.people.models import Contributor
from newsroom.stories.models import Approval, Embargo, Story, Withdrawal


def pass_turnstile(story_id: int) -> None:
    """Hold the story's own row until the transaction ends: two people, or a person and the clock, go one by one."""
    Story._base_manager.select_for_update(of=("self",)).filter(pk=story_id).values_list("pk").first()


def standing_embargo(story, now) -> Embargo | None:
    """The embargo that still holds: not lifted, its hour not come."""
    return Embargo.objects.filter(story=story.pk, lifted_at=None, until__gt=now).first()


def standing_withdrawal(story) -> Withdrawal | None:
    return Withdrawal.objects.filter(story=story.pk, lifted_at=None).first()


def waiting_approval(story) -> Approval | None:
    """The approval that has not been used: the story is “Đã duyệt, chờ đăng”."""
    return Approval.objects.filter(story=story.pk, revoked_at=None, used_at=None).select_related("by").first()


def organization_of(story):
    """The organization whose newsroom holds the story's desk."""
    return Newsroom.objects.get(path=story.path[: 2 * story.steplen]).organization


def writers_of(story) -> set[int]:
    """User ids of everybody who wrote it: owner and credited contributors with an account, in the newest version."""
    # The version's JSON is enough: building the story of it again costs a dozen queries, and every verb asks.
    if story.latest_revision_id:
        people = [credit["contributor"] for credit in story.latest_revision.content.get("credits", ())]
    else:
        people = [credit.contributor_id for credit in story.credits.all()]
    accounts = Contributor.objects.filter(pk__in=people).values_list("user_id", flat=True)
    return {*accounts, story.owner_id} - {None}
