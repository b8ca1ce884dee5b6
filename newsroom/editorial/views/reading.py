"""A story as text, for who may read it but not change it now: colleagues of the desk, and the writer while it waits.

Also what was there before: its history, any version, and how the draft will look.
"""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.history import PageHistoryView
from wagtail.admin.views.pages.preview import ViewDraftView
from wagtail.admin.views.pages.revisions import RevisionsView
from wagtail.locks import WorkflowLock

from newsroom.editorial.views.frame import Frame
from newsroom.stories.models import Story


def readable(user, pk) -> Story:
    # By the page's own column: SQLite's numbers end where an address may go on, and only that column knows it.
    story = get_object_or_404(Story, id=pk)
    if not story.permissions_for_user(user).can_read():
        raise PermissionDenied
    return story


class StoryReadView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "newsroom/story/read.html"
    header_icon = "doc-full"
    _show_breadcrumbs = True

    def dispatch(self, request, pk):
        self.story = readable(request.user, pk)
        self.perms = self.story.permissions_for_user(request.user)
        self.version = self.story.get_latest_revision_as_object()
        return super().dispatch(request, pk=pk)

    def get_page_title(self):
        return _("Đọc bài")

    def get_breadcrumbs_items(self):
        return [{"url": reverse("wagtailadmin_home"), "label": _("Bàn làm việc")}, {"url": "", "label": _("Đọc bài")}]

    def held(self) -> str:
        """Why it cannot be changed now, when this person otherwise could."""
        lock = self.story.get_lock()
        if not lock or not lock.for_user(self.request.user):
            return ""
        if isinstance(lock, WorkflowLock):
            return _("Trong lúc chờ duyệt, bài xem được nhưng không sửa được.")
        return lock.get_message(self.request.user)

    def get_context_data(self, **kwargs):
        held = self.held()
        frame = Frame(self.story, self.request.user, editable=False, version=self.version)
        return super().get_context_data(
            **kwargs, story=self.version, frame=frame, held=held, may_edit=self.perms.can_edit() and not held
        )


class StoryHistoryView(PageHistoryView):
    def get_object(self):
        return readable(self.request.user, self.pk)


class StoryRevisionView(RevisionsView):
    def get_object(self):
        return readable(self.request.user, self.pk)


class StoryViewDraftView(ViewDraftView):
    def dispatch(self, request, page_id, *args, **kwargs):
        version = readable(request.user, page_id).get_latest_revision_as_object()
        return version.make_preview_request(request, request.GET.get("mode", version.default_preview_mode))
