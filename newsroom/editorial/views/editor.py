"""Soạn bài: Wagtail's editor in our frame. It saves; every move of the story is a verb's own dialog."""

from contextlib import nullcontext

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.db.models import ProtectedError
from django.forms import Media
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import CopyForm
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import PageStatusSidePanel
from wagtail.admin.views.pages.copy import CopyView
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.delete import DeleteView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.models import Page

from newsroom.desks.queries import may
from newsroom.desks.roles import Right
from newsroom.editorial.queries import claim_on
from newsroom.editorial.views.closed import sentence_for
from newsroom.editorial.views.frame import Frame
from newsroom.prepared import remembered
from newsroom.stories.models import Credit, Story
from newsroom.stories.states import CreditRole


class NoStockMenu:
    """Wagtail's list of actions, empty: the bar offers the verbs."""

    media = Media()

    def render_html(self):
        return ""


class SavesOnly:
    """A form that asks for a stock action is saved as a draft and answered with a sentence: text is never lost."""

    @property
    def action_name_and_method(self):
        return "save", self.save_action

    def post(self, request, *args, **kwargs):
        try:
            return super().post(request, *args, **kwargs)
        except MultiValueDictKeyError as missing:
            raise BadRequest("A form that counts more rows than it has") from missing

    def save_action(self):
        response = super().save_action()
        if sentence := sentence_for(self.request.POST):
            messages.warning(self.request, sentence)
        return response

    def get_side_panels(self):
        """Without the status panel: where a story stands, who holds it and when it goes out is the chain bar's."""
        panels = super().get_side_panels()
        return MediaContainer([panel for panel in panels if not isinstance(panel, PageStatusSidePanel)])


class StoryCreateView(SavesOnly, CreateView):
    template_name = "newsroom/story/create.html"

    def dispatch(self, request, *args, parent_page_id, **kwargs):
        """An administrator makes pages below a newsroom, but writes at no desk."""
        if not may(request.user, Right.WRITE, get_object_or_404(Page, pk=parent_page_id)):
            raise PermissionDenied
        return super().dispatch(request, *args, parent_page_id=parent_page_id, **kwargs)

    def get(self, request):
        """A new story names its writer."""
        if contributor := getattr(request.user, "contributor", None):
            self.page.credits = [Credit(contributor=contributor, role=CreditRole.AUTHOR)]
        return super().get(request)

    @transaction.atomic
    def save_action(self):
        return super().save_action()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, is_new=True)


class StoryFrameMixin(SavesOnly):
    """The editor of a story that exists: chain bar above, the next step below, both renewed by each autosave."""

    partials_template_name = "newsroom/story/edit_partials.html"
    is_cancelling_workflow = False

    def dispatch(self, request, page_id, **kwargs):
        self.story = get_object_or_404(Story, id=page_id)
        perms = self.story.permissions_for_user(request.user)
        if not perms.can_edit() and perms.can_read() and not self.expects_json(request):
            return redirect("story_read", page_id)
        self.answers: dict = {}
        with remembered(self.answers) if request.method == "GET" else nullcontext():
            return super().dispatch(request, page_id, **kwargs)

    @staticmethod
    def expects_json(request) -> bool:
        return not request.accepts("text/html")

    def get(self, request, *args, **kwargs):
        """Who holds a story is said by the chain bar, not by Wagtail's orange banner."""
        if self.locked_for_user:
            return redirect("story_read", self.page.pk)
        for each in (self.story, self.page):
            if self.latest_revision and each.latest_revision_id == self.latest_revision.pk:
                each.latest_revision = self.latest_revision
        self.form = self.form_class(
            instance=self.page, subscription=self.subscription, parent_page=self.parent, for_user=request.user
        )
        return self.render_to_response(self.get_context_data())

    def json_error_response(self, error_code, error_message):
        if error_code == "invalid_revision" and self.latest_revision:
            at = timezone.localtime(self.latest_revision.created_at)
            error_message = _("%(who)s vừa lưu bản mới %(at)s") % {
                "who": self.latest_revision.user or _("Máy"), "at": f"{at:%H:%M}",
            }  # fmt: skip
        elif error_code == "locked":
            holder = claim_on(self.page.current_workflow_task_state)
            error_message = (
                _("%(person)s đang giữ bài này, chữ mới chưa lưu") % {"person": holder.person}
                if holder
                else _("Bài đang khóa, chữ mới chưa lưu")
            )
        return super().json_error_response(error_code, str(error_message))

    def get_template_names(self):
        return [self.partials_template_name] if self.hydrate_create_view else ["newsroom/story/edit.html"]

    def get_action_menu(self):
        return NoStockMenu()

    @property
    def header_more_buttons(self):
        """Move, copy, delete, history: what is left when the stock doors are shut."""
        shut = ("lock", "unlock", "unpublish", "sort")
        return [
            button for button in super().header_more_buttons if not any(word in (button.url or "") for word in shut)
        ]

    def get_context_data(self, **kwargs):
        # After a save the story is read again.
        is_saved = self.request.method != "GET"
        story, answers = (self.real_page_record.specific, {}) if is_saved else (self.story, self.answers)
        frame = Frame(story, self.request.user, editable=True, version=self.page, answers=answers)
        return super().get_context_data(**kwargs, frame=frame)


class StoryEditView(StoryFrameMixin, EditView):
    pass


class StoryRevertView(StoryFrameMixin, RevisionsRevertView):
    def get(self, request, *args, **kwargs):
        if not self.locked_for_user:
            self._add_warning_message()
        return StoryFrameMixin.get(self, request, *args, **kwargs)


class StoryCopyForm(CopyForm):
    """A copy is a new draft: never an alias, never live."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("alias", "publish_copies", "copy_subpages"):
            self.fields.pop(name, None)


class StoryCopyView(CopyView):
    def dispatch(self, request, page_id, *args, **kwargs):
        story = get_object_or_404(Story, id=page_id)
        if story.first_published_at:
            messages.warning(request, _("Không chép bài đã đăng. Viết bài mới và dẫn bài cũ ở khối Bài liên quan."))
            return redirect("wagtailadmin_pages:edit", page_id)
        return super().dispatch(request, page_id, *args, **kwargs)

    def get_form_class(self):
        return StoryCopyForm


class StoryDeleteView(DeleteView):
    def dispatch(self, request, *args, **kwargs):
        try:
            with transaction.atomic():
                return super().dispatch(request, *args, **kwargs)
        except ProtectedError:
            messages.warning(request, _("Không xóa được: bài này đã qua duyệt hoặc đã đăng, lịch sử phải giữ lại."))
            return redirect(reverse("wagtailadmin_home"))
