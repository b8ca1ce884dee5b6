"""What people at a gate do: take, return, approve; and what a chief or secretary does about a story that is stuck."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import TaskState

from newsroom.desks.roles import Right
from newsroom.editorial.actions.base import Verb
from newsroom.editorial.actions.going_out import PutOut, Schedule, clock, grant
from newsroom.editorial.errors import HeldByAnother, Incomplete, NotYours, OldVersion, OwnStory, WrongMoment
from newsroom.editorial.models import Claim
from newsroom.editorial.queries import approvers_before, authors_of, claim_on, gate_before, is_writer, last_gate
from newsroom.editorial.services.chain import return_to_gate
from newsroom.editorial.services.notices import notify_gate, notify_writers


class TakeUp(Verb):
    """Nhận duyệt; a press takes it over from another, and says so in the log.

    `holder`: whom the page showed as holding it, a primary key or "" for nobody. A page that is out of date is told
    who holds it now, and asks again.
    """

    name = "claim"
    label = gettext_lazy("Nhận duyệt")

    def __init__(self, *, holder: str | None = None, **facts):
        super().__init__(**facts)
        self.holder = holder

    def check(self) -> None:
        task_state = self.task_state_or_refuse()
        gate = task_state.task.specific
        if not gate.serves(self.user, self.story):
            raise NotYours(_("Bước “%(gate)s” do người khác duyệt.") % {"gate": gate.name})

    def act(self) -> dict:
        task_state = self.task_state_or_refuse()
        before = claim_on(task_state)
        if before and before.person_id == self.user.pk:
            return {"again": True}
        if before and self.holder not in (None, str(before.person_id)):
            raise HeldByAnother(
                _("%(person)s đang giữ bài này từ %(hour)s. Nhận về mình thì %(person)s thôi giữ, và nhật ký ghi lại.")
                % {"person": before.person, "hour": clock(before.since)}
            )
        Claim.objects.update_or_create(task_state=task_state, defaults={"person": self.user, "since": self.now})
        return {"taken_over_from": str(before.person)} if before else {}


class SendBack(Verb):
    """Trả lại bài, with a reason to work from: `to` the "writer", or to the "gate" before this one."""

    name = "send_back"
    label = gettext_lazy("Trả lại")

    def __init__(self, *, reason: str = "", to: str = "writer", **facts):
        super().__init__(**facts)
        self.reason, self.to = reason.strip(), to

    def check(self) -> None:
        self.need_hold(self.task_state_or_refuse())

    def act(self) -> dict:
        if not self.reason:
            raise Incomplete(_("Ghi lý do trả lại để người viết biết cần sửa gì."))
        task_state = self.task_state_or_refuse()
        if self.to == "gate":
            return self._to_gate(task_state)
        task_state.reject(user=self.user, comment=self.reason)
        return {"reason": self.reason}

    def _to_gate(self, task_state) -> dict:
        gate = gate_before(task_state)
        if not gate:
            raise WrongMoment(_("Không có bước trước nào đã duyệt bài này. Trả bài về người viết."))
        return_to_gate(task_state, gate, self.user, reason=self.reason, now=self.now)
        return {"gate": gate.name, "reason": self.reason}

    def announce(self) -> None:
        if self.to == "gate":
            notify_gate(self.story, by=self.user, message=_("Trả về từ bước sau: %(reason)s") % {"reason": self.reason})
            return
        notify_writers(self.story, _("Bài bị trả lại"), by=self.user, message=self.reason)


class Recall(Verb):
    """Rút bài: the writer takes the story back out of the chain."""

    name = "recall"
    label = gettext_lazy("Rút bài")

    def check(self) -> None:
        if not is_writer(self.user, self.story):
            raise NotYours(_("Chỉ người viết rút được bài của mình."))
        self.task_state_or_refuse()

    def act(self) -> None:
        self.story.current_workflow_state.cancel(user=self.user)


class Approve(Verb):
    """Duyệt, or at the last gate Duyệt đăng: exactly the version that was shown, own edits included.

    At the last gate `outcome` is "hold" (Đã duyệt, chờ đăng), "now" or "schedule" with `at`.
    """

    name = "approve"
    label = gettext_lazy("Duyệt")

    def __init__(
        self, *, revision_id: int | None = None, note: str = "", outcome: str = "hold", at=None,
        significance: str = "", **facts,
    ):  # fmt: skip
        super().__init__(**facts)
        self.revision_id, self.note, self.outcome, self.at = revision_id, note.strip(), outcome, at
        self.significance = significance

    def check(self) -> None:
        task_state = self.task_state_or_refuse()
        self.need_hold(task_state)
        if self.user.pk in authors_of(self.story, task_state.workflow_state):
            raise OwnStory(_("Không ai tự duyệt bài của mình. Người khác ở bước này sẽ duyệt."))
        if self.user.pk in approvers_before(task_state.workflow_state):
            raise OwnStory(_("Bạn đã duyệt bài này ở bước trước. Mỗi người chỉ duyệt một bước."))

    def act(self) -> dict:
        if self.revision_id != self.story.latest_revision_id:
            raise OldVersion(_("Bài vừa được sửa sau khi bạn mở. Xem chỗ mới rồi duyệt lại."))
        task_state = self.task_state_or_refuse()
        gate = task_state.task.specific
        is_last = gate == last_gate(task_state.workflow_state.workflow)
        TaskState.objects.filter(pk=task_state.pk).update(revision_id=self.revision_id)
        task_state.refresh_from_db()
        task_state.approve(user=self.user, comment=self.note)
        if is_last:
            grant(
                self.story,
                self.user,
                self.now,
                revision_id=self.revision_id,
                note=self.note,
                significance=self.significance,
            )
            self._let_out()
        return {"gate": gate.name, "revision": self.revision_id, "note": self.note, "outcome": self.outcome}

    def _let_out(self) -> None:
        if self.outcome == "now":
            PutOut(story=self.story, user=self.user, now=self.now).execute()
        elif self.outcome == "schedule":
            Schedule(story=self.story, user=self.user, now=self.now, at=self.at).execute()

    def announce(self) -> None:
        if self.story.current_workflow_state:
            notify_gate(self.story, by=self.user, message=self.note)
        elif self.outcome != "now":  # Đăng ngay tells them itself
            notify_writers(self.story, _("Bài đã được duyệt đăng"), by=self.user, message=self.note)


class Unlock(Verb):
    """Mở khóa: release what another person holds, claim or lock."""

    name = "unlock"
    label = gettext_lazy("Mở khóa bài")

    def check(self) -> None:
        self.need_right(Right.UNLOCK, _("Trưởng ban hoặc thư ký tòa soạn mới mở khóa bài của người khác được."))
        task_state = self.story.current_workflow_task_state
        if not self.story.locked and not claim_on(task_state):
            raise WrongMoment(_("Không ai đang khóa hay giữ bài này."))

    def act(self) -> dict:
        claim = claim_on(self.story.current_workflow_task_state)
        held_by = str(claim.person if claim else self.story.locked_by or "")
        if claim:
            claim.delete()
        if self.story.locked:
            self.story.locked, self.story.locked_by, self.story.locked_at = False, None, None
            self.story.save(update_fields=["locked", "locked_by", "locked_at"])
        return {"released": held_by}
