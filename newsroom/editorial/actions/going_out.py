"""From “Đã duyệt, chờ đăng” to the readers, by a button or by the clock."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import WorkflowState

from newsroom.desks.queries import may
from newsroom.desks.roles import Right
from newsroom.editorial.actions.base import Verb
from newsroom.editorial.errors import Incomplete, NotYours, OldVersion, OwnStory, WrongMoment
from newsroom.editorial.queries import current_task_state, is_writer
from newsroom.editorial.services.notices import notify_writers
from newsroom.stories.errors import UnderEmbargo
from newsroom.stories.models import Approval, DueRelease
from newsroom.stories.queries import standing_embargo, standing_withdrawal, waiting_approval
from newsroom.stories.states import DueState, Significance

FURTHEST = timedelta(days=366)  # further away, somebody mistyped the year


def grant(story, user, now, *, revision_id: int, note: str = "", significance: str = "") -> Approval:
    """Let one revision go out. A live story's new version is an update, minor or major as the editor says."""
    Approval.objects.filter(story=story, revoked_at=None, used_at=None).update(revoked_at=now, revoked_by=user)
    default = Significance.MINOR if story.live else Significance.FIRST
    return Approval.objects.create(
        story=story, revision_id=revision_id, by=user, at=now, note=note,
        significance=significance if story.live and significance else default,
    )  # fmt: skip


def publish(story, approval: Approval, user) -> None:
    """Send the approved revision out. Raises Refused from any gate; nothing is written then."""
    if approval.revision_id == story.latest_revision_id:
        approval.revision = story.latest_revision  # read already, for its writers
    approval.revision.publish(user=user, skip_permission_checks=True)
    DueRelease.objects.filter(story=story, state=DueState.WAITING).update(
        state=DueState.CANCELLED, outcome="Đã đăng trước giờ hẹn", finished_at=timezone.now()
    )


class _OfApproved(Verb):
    """Acts on a story that is approved and waits: thư ký, lãnh đạo, never its author."""

    def check(self) -> None:
        self.need_right(Right.PUT_OUT, _("Thư ký tòa soạn hoặc lãnh đạo duyệt đăng mới đăng bài được."))
        self.approval = waiting_approval(self.story)
        if not self.approval:
            raise WrongMoment(_("Bài chưa được duyệt đăng, hoặc đã đăng rồi."))
        if is_writer(self.user, self.story):
            raise OwnStory(_("Không ai tự đăng bài của mình."))
        if self.approval.revision_id != self.story.latest_revision_id:
            raise OldVersion(_("Bài đã sửa sau khi duyệt. Bài phải qua bước duyệt đăng lần nữa."))


class PutOut(_OfApproved):
    """Đăng ngay."""

    name = "put_out"
    label = gettext_lazy("Đăng ngay")

    def check(self) -> None:
        super().check()
        refuse_under_embargo(self.story, self.now)

    def act(self) -> dict:
        publish(self.story, self.approval, self.user)
        return {"revision": self.approval.revision_id}

    def announce(self) -> None:
        notify_writers(self.story, _("Bài đã lên trang"), by=self.user)


class Schedule(_OfApproved):
    """Hẹn giờ đăng; a new hour replaces the old one."""

    name = "schedule"
    label = gettext_lazy("Hẹn giờ đăng")

    def __init__(self, *, at=None, **facts):
        super().__init__(**facts)
        self.at = at

    def act(self) -> dict:
        if not self.at:
            raise Incomplete(_("Chọn giờ đăng."))
        if self.at <= self.now:
            raise Incomplete(_("Giờ hẹn đã qua. Chọn giờ sau bây giờ, hoặc đăng ngay."))
        if self.at > self.now + FURTHEST:
            raise Incomplete(_("Chỉ hẹn giờ đăng trong vòng một năm. Xem lại năm đã chọn."))
        if (embargo := standing_embargo(self.story, self.now)) and self.at < embargo.until:
            raise UnderEmbargo(_("Giờ hẹn nằm trước giờ cấm đăng (%(hour)s).") % {"hour": clock(embargo.until)})
        cancel_due(self.story, self.now, _("Đổi giờ hẹn"))
        DueRelease.objects.create(story=self.story, approval=self.approval, at=self.at, by=self.user, made_at=self.now)
        return {"at": self.at.isoformat()}


class Unschedule(_OfApproved):
    """Bỏ hẹn giờ: back to waiting for a button."""

    name = "unschedule"
    label = gettext_lazy("Bỏ hẹn giờ")

    def check(self) -> None:
        super().check()
        if not DueRelease.objects.filter(story=self.story, state=DueState.WAITING).exists():
            raise WrongMoment(_("Bài không có giờ hẹn nào."))

    def act(self) -> None:
        cancel_due(self.story, self.now, _("Bỏ hẹn giờ"))


class Unapprove(_OfApproved):
    """Gỡ duyệt: the approval is taken back, the story becomes a draft again."""

    name = "unapprove"
    label = gettext_lazy("Gỡ duyệt")

    def act(self) -> None:
        revoke(self.story, self.user, self.now)

    def announce(self) -> None:
        notify_writers(self.story, _("Bài đã bị gỡ duyệt"), by=self.user)


class PublishUpdate(Verb):
    """Đăng bản sửa: a leader changes a live story at once, saying how much it matters to readers."""

    name = "publish_update"
    label = gettext_lazy("Đăng bản sửa")

    def __init__(self, *, revision_id: int | None = None, significance: str = "", **facts):
        super().__init__(**facts)
        self.revision_id, self.significance = revision_id, significance

    def check(self) -> None:
        if not self.story.live or standing_withdrawal(self.story):
            raise WrongMoment(_("Bài không ở trên trang."))
        if not may(self.user, Right.CHANGE_LIVE, self.story):
            raise NotYours(_("Lãnh đạo mới đăng ngay bản sửa được. Gửi duyệt để bản sửa vào bước duyệt đăng."))
        if is_writer(self.user, self.story):
            raise OwnStory(_("Không ai tự đăng bài của mình. Gửi duyệt để lãnh đạo khác đăng bản sửa."))
        if not self.story.has_unpublished_changes:
            raise WrongMoment(_("Không có gì mới so với bản đang ở trên trang."))
        if current_task_state(self.story):
            raise WrongMoment(_("Bản sửa đang chờ ở bước duyệt. Nhận duyệt rồi duyệt đăng."))
        refuse_under_embargo(self.story, self.now)

    def act(self) -> dict:
        if self.significance not in (Significance.MINOR, Significance.MAJOR):
            raise Incomplete(_("Chọn: sửa lỗi nhỏ hay cập nhật đáng kể."))
        if self.revision_id != self.story.latest_revision_id:
            raise OldVersion(_("Bài vừa được sửa sau khi bạn mở. Xem chỗ mới rồi đăng lại."))
        approval = grant(self.story, self.user, self.now, revision_id=self.revision_id, significance=self.significance)
        publish(self.story, approval, self.user)
        return {"revision": self.revision_id, "significance": self.significance}


def revoke(story, user, now) -> None:
    Approval.objects.filter(story=story, revoked_at=None, used_at=None).update(revoked_at=now, revoked_by=user)
    cancel_due(story, now, "Gỡ duyệt")
    state = WorkflowState.objects.for_instance(story).active().first()
    if state:
        state.cancel(user=user)


def cancel_due(story, now, outcome: str) -> None:
    DueRelease.objects.filter(story=story, state=DueState.WAITING).update(
        state=DueState.CANCELLED, outcome=outcome, finished_at=now
    )


def refuse_under_embargo(story, now) -> None:
    if embargo := standing_embargo(story, now):
        raise UnderEmbargo(_("Bài cấm đăng trước %(hour)s.") % {"hour": clock(embargo.until)})


def clock(moment) -> str:
    return f"{timezone.localtime(moment):%H:%M, %d/%m/%Y}"
