from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.desks.queries import may
from newsroom.desks.roles import Right
from newsroom.editorial.actions.base import Verb
from newsroom.editorial.actions.going_out import cancel_due
from newsroom.editorial.errors import Incomplete, NotYours, WrongMoment
from newsroom.editorial.queries import is_writer, waiting_release
from newsroom.stories.models import Embargo
from newsroom.stories.queries import standing_embargo

FURTHEST = timedelta(days=2 * 366)


class SetEmbargo(Verb):
    """Cấm đăng trước giờ này. A later hour replaces the old one; an earlier one is a lift."""

    name = "set_embargo"
    label = gettext_lazy("Cấm đăng trước")

    def __init__(self, *, until=None, reason: str = "", **facts):
        super().__init__(**facts)
        self.until, self.reason = until, reason.strip()

    def check(self) -> None:
        self.need_right(Right.EMBARGO, _("Phóng viên trở lên mới đặt giờ cấm đăng trước được."))
        if not (is_writer(self.user, self.story) or may(self.user, Right.EDIT, self.story)):
            raise NotYours(_("Bài này của người khác."))
        if self.story.live:
            raise WrongMoment(_("Bài đã lên trang. Muốn dừng thì gỡ bài."))

    def act(self) -> dict:
        if not self.until or self.until <= self.now:
            raise Incomplete(_("Chọn giờ cấm đăng sau bây giờ."))
        if self.until > self.now + FURTHEST:
            raise Incomplete(_("Chỉ cấm đăng trước trong vòng hai năm. Xem lại năm đã chọn."))
        standing = standing_embargo(self.story, self.now)
        if standing and self.until < standing.until and not may(self.user, Right.LIFT_EMBARGO, self.story):
            raise NotYours(_("Thư ký tòa soạn hoặc lãnh đạo mới rút ngắn giờ cấm đăng được."))
        Embargo.objects.filter(story=self.story, lifted_at=None).update(
            lifted_at=self.now, lifted_by=self.user, lift_reason=_("Đổi giờ")
        )
        Embargo.objects.create(
            story=self.story, until=self.until, reason=self.reason, set_by=self.user, set_at=self.now
        )
        facts = {"until": self.until.isoformat(), "reason": self.reason}
        due = waiting_release(self.story)
        if due and due.at < self.until:
            cancel_due(self.story, self.now, _("Giờ hẹn nằm trước giờ cấm đăng"))
            facts["unscheduled"] = due.at.isoformat()
        return facts


class LiftEmbargo(Verb):
    """Bỏ cấm đăng trước, by name and reason."""

    name = "lift_embargo"
    label = gettext_lazy("Bỏ cấm đăng trước")

    def __init__(self, *, reason: str = "", **facts):
        super().__init__(**facts)
        self.reason = reason.strip()

    def check(self) -> None:
        self.need_right(Right.LIFT_EMBARGO, _("Thư ký tòa soạn hoặc lãnh đạo mới bỏ cấm đăng trước được."))
        if not standing_embargo(self.story, self.now):
            raise WrongMoment(_("Bài không bị cấm đăng trước giờ nào."))

    def act(self) -> dict:
        if not self.reason:
            raise Incomplete(_("Ghi vì sao bỏ cấm đăng trước."))
        embargo = standing_embargo(self.story, self.now)
        embargo.lifted_at, embargo.lifted_by, embargo.lift_reason = self.now, self.user, self.reason
        embargo.save()
        return {"until": embargo.until.isoformat(), "reason": self.reason}
