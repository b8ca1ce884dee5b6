"""A story as text, for who may read it but not change it now: colleagues of the desk, and the writer while it waits."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.locks import WorkflowLock

from newsroom.editorial.views.frame import Frame
from newsroom.stories.models import Story


class StoryReadView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "newsroom/story/read.html"
    header_icon = "doc-full"
    _show_breadcrumbs = True

    def dispatch(self, request, pk):
        self.story = get_object_or_404(Story, pk=pk)
        self.perms = self.story.permissions_for_user(request.user)
        if not self.perms.can_read():
            raise PermissionDenied
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
