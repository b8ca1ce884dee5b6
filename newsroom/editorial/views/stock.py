"""Wagtail's own lists and its API of pages, which know pages but not who may read a draft, nor what a lock is for."""

from django.db.models import Q
from wagtail.admin.api.views import PagesAdminAPIViewSet

from newsroom.editorial.models import StoryStatus
from newsroom.editorial.worklists import visible


class PagesToRead(PagesAdminAPIViewSet):
    """For reading only: its actions would take a story back to an old version past every lock, and nothing here asks them."""

    actions = {}


def without_drafts_of_others(pages, user):
    """Pages without the stories that are not on the site and that this person may not read."""
    others = StoryStatus.objects.exclude(pk__in=visible(user).values("pk"))
    return pages.exclude(Q(live=False) & Q(pk__in=others.values("pk")))
