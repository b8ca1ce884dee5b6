from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.desks.queries import standing_of
from newsroom.desks.roles import Right
from newsroom.editorial.actions.base import Verb
from newsroom.editorial.errors import Incomplete, OwnStory, WrongMoment
from newsroom.editorial.models import GateTask, Substitute
from newsroom.editorial.queries import authors_of, current_gate, gates_of
from newsroom.editorial.services.notices import notify_people


class NameSubstitute(Verb):
    """Nhờ duyệt thay: a leader names who approves at a gate where nobody else may."""

    name = "name_substitute"
    label = gettext_lazy("Nhờ duyệt thay")

    def __init__(self, *, person=None, gate: GateTask | None = None, reason: str = "", **facts):
        super().__init__(**facts)
        self.person, self.gate, self.reason = person, gate, reason.strip()

    def check(self) -> None:
        self.need_right(Right.SUBSTITUTE, _("Lãnh đạo mới chỉ định người duyệt thay được."))
        if not self.gates():
            raise WrongMoment(_("Ban này chưa có quy trình duyệt."))

    def gates(self) -> list[GateTask]:
        state = self.story.current_workflow_state
        workflow = state.workflow if state else self.story.get_workflow()
        return gates_of(workflow) if workflow else []

    def act(self) -> dict:
        gate = self.gate or current_gate(self.story) or self.gates()[0]
        if not self.person or not standing_of(self.person).roles_at(self.story.path):
            raise Incomplete(_("Chọn một người có vai trong ban hoặc tòa soạn này."))
        if self.person.pk in authors_of(self.story, self.story.current_workflow_state):
            raise OwnStory(_("Người viết không duyệt thay bài của mình được."))
        Substitute.objects.get_or_create(
            story=self.story, gate=gate, person=self.person,
            defaults={"named_by": self.user, "at": self.now, "reason": self.reason},
        )  # fmt: skip
        return {"gate": gate.name, "person": str(self.person), "reason": self.reason}

    def announce(self) -> None:
        notify_people([self.person], self.story, _("Nhờ duyệt thay"), by=self.user, message=self.reason)
