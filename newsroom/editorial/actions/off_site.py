"""Gỡ bài, khôi phục: off the site with a reason on record, and back."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.actions.unpublish_page import UnpublishPageAction

from newsroom.desks.queries import may
from newsroom.desks.roles import Right
from newsroom.editorial.actions.base import Verb
from newsroom.editorial.actions.going_out import cancel_due, grant, refuse_under_embargo
from newsroom.editorial.errors import Incomplete, NotYours, WrongMoment
from newsroom.editorial.services.notices import notify_writers
from newsroom.stories.models import Approval, Snapshot, Withdrawal
from newsroom.stories.queries import standing_withdrawal
from newsroom.stories.states import Significance, SnapshotKind


class _Ordered(Verb):
    """A leader may on a reason alone; a secretary only with an ordering document (số, ngày)."""

    def __init__(self, *, reason="", explanation="", document_number="", document_date=None, authority="", **facts):
        super().__init__(**facts)
        self.reason, self.explanation = reason.strip(), explanation.strip()
        self.document_number, self.document_date, self.authority = document_number.strip(), document_date, authority

    def check(self) -> None:
        self.need_right(
            Right.TAKE_DOWN_ORDERED,
            _("Lãnh đạo, hoặc thư ký tòa soạn có văn bản yêu cầu, mới gỡ và khôi phục bài được."),
        )

    def need_reason(self) -> None:
        if not self.reason:
            raise Incomplete(_("Ghi vì sao."))
        alone = may(self.user, Right.TAKE_DOWN, self.story)
        if not alone and not (self.document_number and self.document_date):
            raise NotYours(_("Thư ký tòa soạn phải ghi số và ngày của văn bản yêu cầu."))

    def facts(self) -> dict:
        return {
            "reason": self.reason,
            "document_number": self.document_number,
            "document_date": str(self.document_date or ""),
            "authority": self.authority,
        }


class TakeDown(_Ordered):
    """Gỡ bài: readers get 410 and a notice, the content stays, the story is locked."""

    name = "take_down"
    label = gettext_lazy("Gỡ bài")

    def check(self) -> None:
        super().check()
        if not self.story.live:
            raise WrongMoment(_("Bài không ở trên trang."))

    def act(self) -> dict:
        self.need_reason()
        Withdrawal.objects.create(
            story=self.story, reason=self.reason, explanation=self.explanation, authority=self.authority,
            document_number=self.document_number, document_date=self.document_date, by=self.user, at=self.now,
        )  # fmt: skip
        Approval.objects.filter(story=self.story, revoked_at=None, used_at=None).update(
            revoked_at=self.now, revoked_by=self.user
        )
        cancel_due(self.story, self.now, _("Bài đã gỡ"))
        if state := self.story.current_workflow_state:
            state.cancel(user=self.user)
        UnpublishPageAction(self.story, user=self.user).execute(skip_permission_checks=True)
        return self.facts()

    def announce(self) -> None:
        notify_writers(self.story, _("Bài đã bị gỡ"), by=self.user, message=self.reason)


class Reinstate(_Ordered):
    """Khôi phục: the version that was on the site when it was taken down goes out again, at the same address."""

    name = "reinstate"
    label = gettext_lazy("Khôi phục")

    def check(self) -> None:
        super().check()
        if not standing_withdrawal(self.story):
            raise WrongMoment(_("Bài không bị gỡ."))
        refuse_under_embargo(self.story, self.now)

    def act(self) -> dict:
        self.need_reason()
        Withdrawal.objects.filter(story=self.story, lifted_at=None).update(
            lifted_at=self.now, lifted_by=self.user, lift_reason=self.reason
        )
        last = (
            Snapshot.objects.filter(story=self.story).exclude(kind=SnapshotKind.WITHDRAWN).order_by("-number").first()
        )
        approval = grant(self.story, self.user, self.now, revision_id=last.revision_id, note=self.reason)
        Approval.objects.filter(pk=approval.pk).update(significance=Significance.REINSTATED)
        approval.revision.publish(user=self.user, skip_permission_checks=True)
        return self.facts()
