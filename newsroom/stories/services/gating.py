"""The rules no door gets round: asked by `Story.save()` before a story goes live."""

from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.stories import ports
from newsroom.stories.errors import AliasRefused, IsWithdrawn, NotApproved, NowhereToAppear, UnderEmbargo
from newsroom.stories.models import Approval, Story
from newsroom.stories.queries import standing_embargo, standing_withdrawal


def refuse_alias(story: Story) -> None:
    if story.alias_of_id:
        raise AliasRefused(_("Không đăng bản bí danh của một bài. Hãy chọn thêm chuyên mục cho bài gốc."))


def refuse_embargoed(story: Story) -> None:
    if embargo := standing_embargo(story, timezone.now()):
        until = timezone.localtime(embargo.until)
        raise UnderEmbargo(_("Bài cấm đăng trước %(hour)s.") % {"hour": f"{until:%H:%M, %d/%m/%Y}"})


def refuse_withdrawn(story: Story) -> None:
    if standing_withdrawal(story):
        raise IsWithdrawn(_("Bài đã bị gỡ. Muốn đăng lại phải khôi phục, có lý do và người chịu trách nhiệm."))


def refuse_unapproved(story: Story) -> None:
    """Only a revision that somebody approved goes out, whatever button was pressed."""
    if not Approval.objects.filter(story=story, revision_id=story.live_revision_id, revoked_at=None).exists():
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


GATES = (refuse_alias, refuse_withdrawn, refuse_embargoed, refuse_homeless, refuse_unapproved)
