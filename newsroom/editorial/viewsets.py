from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.pages import PageViewSet

from newsroom.desks.models import Desk
from newsroom.editorial.views.closed import closed
from newsroom.editorial.views.diff import StoryCompareView
from newsroom.editorial.views.editor import (
    StoryCopyView,
    StoryCreateView,
    StoryDeleteView,
    StoryEditView,
    StoryRevertView,
)
from newsroom.editorial.views.reading import StoryHistoryView, StoryRevisionView, StoryViewDraftView
from newsroom.editorial.views.stock import StoriesOfDesk, StoryMoveConfirmView, ToStoryList
from newsroom.stories.models import Story

_BY_BAR = closed(_("Duyệt, trả lại và rút bài bằng các nút ở thanh dưới màn hình của bài."))
_SCHEDULE = closed(_("Giờ đăng đặt và bỏ ở nút Hẹn giờ đăng của bài."))


class StoryViewSet(PageViewSet):
    """Wagtail's addresses for a story, answered by views that know what may be done to one."""

    model = Story
    icon = "doc-full"
    parent_models = (Desk,)  # whose children this list shows
    index_view_class = StoriesOfDesk
    add_view_class = StoryCreateView
    edit_view_class = StoryEditView
    revisions_revert_view_class = StoryRevertView
    revisions_compare_view_class = StoryCompareView
    revisions_view_class = StoryRevisionView
    view_draft_view_class = StoryViewDraftView
    history_view_class = StoryHistoryView
    copy_view_class = StoryCopyView
    delete_view_class = StoryDeleteView
    move_confirm_view_class = StoryMoveConfirmView
    content_type_use_view_class = ToStoryList
    unpublish_view_class = closed(_("Bài rời trang bằng nút Gỡ bài, có lý do và người chịu trách nhiệm."))
    set_privacy_view_class = closed(_("Tin bài không đặt mật khẩu. Bài chưa đăng thì bạn đọc không thấy."))
    convert_alias_view_class = closed(_("Tin bài không có bản bí danh."))
    lock_view_class = closed(_("Bài tự khóa khi có người nhận duyệt."))
    unlock_view_class = closed(_("Mở khóa bài bằng nút Mở khóa bài, trong ⋯ ở thanh dưới màn hình."))
    workflow_action_view_class = _BY_BAR
    collect_workflow_action_data_view_class = _BY_BAR
    confirm_workflow_cancellation_view_class = _BY_BAR
    workflow_preview_view_class = _BY_BAR
    revisions_unschedule_view_class = _SCHEDULE
