"""The rules no door gets round: asked by `Story.save()` before a story goes live or leaves the site."""

from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.stories import ports
from newsroom.stories.errors import IsWithdrawn, NotApproved, NowhereToAppear, StillOnSite, UnderEmbargo
from newsroom.stories.models import Story
from newsroom.stories.queries import standing_embargo, standing_withdrawal, waiting_approval


def refuse_embargoed(story: Story) -> None:
    if embargo := standing_embargo(story, timezone.now()):
        until = timezone.localtime(embargo.until)
        raise UnderEmbargo(_("Bài cấm đăng trước %(hour)s.") % {"hour": f"{until:%H:%M, %d/%m/%Y}"})


def refuse_withdrawn(story: Story) -> None:
    if standing_withdrawal(story):
        raise IsWithdrawn(_("Bài đã bị gỡ. Muốn đăng lại phải khôi phục, có lý do và người chịu trách nhiệm."))


def refuse_unapproved(story: Story) -> None:
    """Only the revision that somebody approved goes out, once, whatever button was pressed."""
    approval = waiting_approval(story)
    if not approval or approval.revision_id != story.live_revision_id:
        raise NotApproved(_("Bản này chưa được duyệt đăng. Gửi duyệt để bài đi qua các bước của ban."))


def refuse_homeless(story: Story) -> None:
    if not story.section_id:
        raise NowhereToAppear(_("Bài chưa chọn chuyên mục chính."))
    if ports.outlets and not section_page_of(story):
        raise NowhereToAppear(
            _("Chuyên mục “%(section)s” chưa có trang trên báo điện tử. Nhờ quản trị viên lập trang chuyên mục.")
            % {"section": story.section}
        )


def section_page_of(story: Story):
    """The page of the main section on the first site that has one, or None."""
    return next((page for outlet in ports.outlets if (page := outlet.section_page(story.section))), None)


def refuse_unordered_exit(story: Story) -> None:
    """Whoever saves a draft that was opened before the story went out would take it off the site unawares."""
    if not standing_withdrawal(story):
        raise StillOnSite(
            _("Bài đã lên trang sau khi bạn mở. Tải lại trang rồi sửa tiếp; muốn gỡ thì dùng nút Gỡ bài.")
        )


GATES = (refuse_withdrawn, refuse_embargoed, refuse_homeless, refuse_unapproved)
EXITS = (refuse_unordered_exit,)
