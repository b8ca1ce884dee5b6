"""What there is to see of the page tree for one person: Wagtail's lists, searches, reports and log all ask here."""

from django.db.models import Q
from wagtail.models import AbstractPage
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy

from newsroom.desks.queries import newsrooms_for
from newsroom.desks.roles import Right
from newsroom.editorial.models import StoryStatus
from newsroom.editorial.worklists import visible


def stories_of_others(user):
    """What this person may not read: a live story too, whose log and next version are the newsroom's own."""
    return StoryStatus.objects.exclude(pk__in=visible(user).values("pk"))


def without_drafts_of_others(pages, user):
    return pages.exclude(Q(live=False) & Q(pk__in=stories_of_others(user).values("pk")))


class ReadablePagePolicy(PagePermissionPolicy):
    """Wagtail's permissions say which desks somebody enters, not whose stories they read there.

    Who keeps a newsroom sees every page of it, or they would not know why a desk cannot be closed.
    """

    def explorable_instances(self, user):
        pages = super().explorable_instances(user)
        if user.is_superuser:
            return pages
        others = stories_of_others(user).exclude(newsroom__in=newsrooms_for(user, Right.STRUCTURE))
        return pages.exclude(pk__in=others.values("pk"))


def register() -> None:
    register_permission_policy(AbstractPage, ReadablePagePolicy())
