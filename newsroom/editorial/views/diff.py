"""Đã nộp so với hiện tại, and any two versions of a story."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from newsroom.editorial.comparison import compare
from newsroom.editorial.history import sign_changes
from newsroom.editorial.models import Submission
from newsroom.editorial.views.base import number
from newsroom.editorial.views.frame import Frame
from newsroom.editorial.views.reading import readable


class DiffView(WagtailAdminTemplateMixin, TemplateView):
    """`?truoc=` and `?sau=` name two revisions; without them, what was handed in against what stands now."""

    template_name = "newsroom/story/diff.html"
    header_icon = "history"
    _show_breadcrumbs = True

    def dispatch(self, request, pk):
        self.story = readable(request.user, pk)
        self.submission = Submission.objects.filter(story=self.story).select_related("revision__user", "by").first()
        return super().dispatch(request, pk=pk)

    def get(self, request, *args, **kwargs):
        self.before = self._revision("truoc") or (self.submission.revision if self.submission else None)
        self.after = self._revision("sau") or self.story.latest_revision
        if not self.before:
            self.before = self.story.live_revision or self.story.revisions.order_by("created_at").first()
        if not self.before or not self.after:
            raise Http404
        return super().get(request, *args, **kwargs)

    def _revision(self, name: str):
        given = self.request.GET.get(name)
        if not given:
            return None
        return get_object_or_404(self.story.revisions.select_related("user"), pk=number(given))

    @property
    def is_since_submission(self) -> bool:
        return bool(
            self.submission
            and self.before == self.submission.revision
            and self.after.pk == self.story.latest_revision_id
        )

    def get_page_title(self):
        return _("Đã nộp so với hiện tại") if self.is_since_submission else _("So sánh phiên bản")

    def get_breadcrumbs_items(self):
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Bàn làm việc")},
            {"url": reverse("wagtailadmin_pages:edit", args=[self.story.pk]), "label": self.story.draft_title},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs):
        after = self.after.as_object()
        comparison = compare(self.before.as_object(), after)
        sign_changes(comparison, self.story, self.before, self.after)
        frame = Frame(self.story, self.request.user, editable=False, version=after)
        return super().get_context_data(
            **kwargs, story=self.story, version=after, comparison=comparison, before=self.before, after=self.after,
            submission=self.submission, is_since_submission=self.is_since_submission, frame=frame,
        )  # fmt: skip


class StoryCompareView(View):
    """Wagtail's own address for two versions leads to ours."""

    def get(self, request, pk, revision_id_a, revision_id_b):
        story = readable(request.user, pk)
        names = {"live": story.live_revision_id, "latest": story.latest_revision_id}
        first = story.revisions.order_by("created_at").values_list("pk", flat=True).first()
        before, after = (
            names.get(given, first if given == "earliest" else given) for given in (revision_id_a, revision_id_b)
        )
        return redirect(f"{reverse('story_diff', args=[story.pk])}?truoc={before}&sau={after}")
