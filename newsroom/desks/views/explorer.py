from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from wagtail.models import Page

from newsroom.desks.services import administered_by


def to_desks(request):
    """The page explorer at the newsroom this person keeps; at the root for one who keeps several or none yet."""
    newsrooms = administered_by(request.user)
    if not newsrooms and not request.user.is_superuser:
        raise PermissionDenied
    page = newsrooms[0] if len(newsrooms) == 1 else Page.get_first_root_node()
    return redirect("wagtailadmin_explore", page.pk)
