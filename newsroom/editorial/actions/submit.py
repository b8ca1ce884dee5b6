from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import WorkflowState

from media_pipeline.assets.models import Provenance
from newsroom.desks.models import Section
from newsroom.desks.queries import may
from newsroom.desks.roles import Right
from newsroom.editorial.actions.base import Verb
from newsroom.editorial.errors import Incomplete, NobodyMayApprove, NotYours, WrongMoment
from newsroom.editorial.models import GateTask, Submission
from newsroom.editorial.queries import gates_of, is_writer, who_may_approve
from newsroom.editorial.services.chain import enter_chain
from newsroom.editorial.services.notices import notify_gate
from newsroom.stories.models import Story
from newsroom.stories.queries import standing_withdrawal, waiting_approval


class Submit(Verb):
    """Gửi duyệt, gửi lại, gửi bản sửa của bài đang lên trang."""

    name = "submit"
    label = gettext_lazy("Gửi duyệt")

    def __init__(self, *, message: str = "", urgent: bool = False, **facts):
        super().__init__(**facts)
        self.message, self.urgent = message.strip(), urgent

    def check(self) -> None:
        if standing_withdrawal(self.story):
            raise WrongMoment(_("Bài đã bị gỡ và đang khóa. Muốn sửa phải khôi phục trước."))
        if not is_writer(self.user, self.story) and not may(self.user, Right.EDIT, self.story):
            raise NotYours(_("Bài này của người khác. Người viết hoặc biên tập viên của ban mới gửi duyệt được."))
        if self.urgent:
            self.need_right(Right.URGENT, _("Cộng tác viên không đánh dấu tin nóng được."))
        state = self.story.current_workflow_state
        if state and state.status == WorkflowState.STATUS_IN_PROGRESS:
            raise WrongMoment(
                _("Bài đã được gửi duyệt và đang chờ ở bước “%(gate)s”.") % {"gate": state.current_task_state.task}
            )
        if self.story.live and not self.story.has_unpublished_changes:
            raise WrongMoment(_("Không có gì mới so với bản đang ở trên trang."))
        if waiting_approval(self.story):
            raise WrongMoment(_("Bài đã duyệt, chờ đăng. Gỡ duyệt trước nếu muốn đi lại các bước."))
        if missing := missing_of(newest_words(self.story)):
            raise Incomplete(_("Chưa gửi được: còn thiếu %(what)s.") % {"what": ", ".join(missing)})
        gate = self.first_gate()
        if not who_may_approve(self.story, gate, also_out={self.user.pk}):
            raise NobodyMayApprove(
                _("Không ai ở bước “%(gate)s” duyệt được bài này. Nhờ lãnh đạo chỉ định người duyệt thay.")
                % {"gate": gate.name}
            )

    def first_gate(self) -> GateTask:
        """Where the story enters: the first gate; the last for tin nóng and for a change to a live story."""
        workflow = self.story.get_workflow()
        gates = gates_of(workflow) if workflow else []
        if not gates:
            raise WrongMoment(_("Ban này chưa có quy trình duyệt. Nhờ quản trị viên chọn quy trình cho ban."))
        return gates[-1] if self.urgent or self.story.live else gates[0]

    def act(self) -> dict:
        gate = self.first_gate()
        state = enter_chain(self.story, self.user, gate)
        Submission.objects.create(
            workflow_state=state, story=self.story, revision=self.story.get_latest_revision(), by=self.user,
            at=self.now, message=self.message, urgent=self.urgent,
        )  # fmt: skip
        return {"gate": gate.name, "urgent": self.urgent, "message": self.message}

    def announce(self) -> None:
        notify_gate(self.story, by=self.user, message=self.message, urgent=self.urgent)


def newest_words(story) -> Story:
    """What `missing_of` asks of the newest version: to build all of it costs a dozen queries on every page of the editor."""
    if not story.latest_revision_id:
        return story
    content = story.latest_revision.content
    words = {
        name: content[name] for name in ("title", "body", "ai_provenance", "ai_tool", "ai_note") if name in content
    }
    section = content.get("section")
    return Story(section=section and Section.objects.filter(pk=section).first(), **words)


def missing_of(version) -> list[str]:
    """What a story needs before anybody is asked to read it."""
    missing = []
    if version.is_untitled:
        missing.append(_("tít"))
    if not version.section_id:
        missing.append(_("chuyên mục chính"))
    if not version.body:
        missing.append(_("nội dung"))
    if version.ai_provenance != Provenance.NONE and not (version.ai_tool and version.ai_note):
        missing.append(_("tên công cụ AI và phần AI đã làm"))
    return missing
