"""Wagtail's own screens, API and actions on many pages, which know pages but not who may read a draft, nor what a lock is for."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import RedirectView
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.views.pages import bulk_actions
from wagtail.admin.views.pages.move import MoveConfirmView
from wagtail.models import Page

from newsroom.desks.viewsets.structure import StructureIndexView
from newsroom.editorial.house import keeps_house
from newsroom.stories.entrance import is_row_number
from newsroom.stories.models import Story


class PagesToRead(PagesAdminAPIViewSet):
    """For reading only: its actions would take a story back to an old version past every lock, and nothing here asks them."""

    actions = {}


class StoryMoveConfirmView(MoveConfirmView):
    """Wagtail asks for the right when the button is pressed, and shows the tít before that."""

    def dispatch(self, request, page_to_move_id, destination_id, *args, **kwargs):
        story = get_object_or_404(Story, id=page_to_move_id)
        if not story.permissions_for_user(request.user).can_move():
            raise PermissionDenied
        return super().dispatch(request, page_to_move_id, destination_id, *args, **kwargs)


def place_of_the_copy(request, page):
    """Wagtail looks the chosen place up before its form has seen whether there is one."""
    if request.method == "POST":
        chosen = request.POST.get("new_parent_page", "")
        if not (is_row_number(chosen) and Page.objects.filter(id=chosen).exists()):
            messages.error(request, _("Chưa chép: hãy chọn nơi đặt bản chép."))
            return redirect("wagtailadmin_pages:copy", page.pk)


class ToStoryList(RedirectView):
    """Every page of a type is Tin bài when the type is a story."""

    pattern_name = "newsroom_stories"

    def get_redirect_url(self, **kwargs):
        return super().get_redirect_url()


class StoriesOfDesk(StructureIndexView):
    """The page tree is for who keeps the house; to who writes at the desk it is the desk's part of Tin bài."""

    def dispatch(self, request, *args, **kwargs):
        if not keeps_house(request.user):
            return redirect(f"{reverse('newsroom_stories_view', args=['tat-ca'])}?desk={self.kwargs['parent_page_id']}")
        return super().dispatch(request, *args, **kwargs)


class WithoutNames:
    """Wagtail lists by name what somebody may not touch; a forged list of ids would read out every draft."""

    def get_actionable_objects(self):
        pages, refused = super().get_actionable_objects()
        if not pages and refused["items_with_no_access"]:
            raise PermissionDenied
        return pages, refused | {"items_with_no_access": []}


BULK_ACTIONS = [
    type(action.__name__, (WithoutNames, action), {})
    for action in (
        bulk_actions.DeleteBulkAction, bulk_actions.MoveBulkAction, bulk_actions.PublishBulkAction,
        bulk_actions.UnpublishBulkAction,
    )
]  # fmt: skip
