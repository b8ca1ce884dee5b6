from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.locks import BaseLock

from newsroom.stories.queries import standing_withdrawal


class WithdrawnLock(BaseLock):
    """A story that was taken down is evidence: nobody edits it before it is reinstated."""

    def __init__(self, story, withdrawal):
        super().__init__(story)
        self.withdrawal = withdrawal

    def for_user(self, user):
        return True

    def get_message(self, user):
        at = timezone.localtime(self.withdrawal.at)
        return _("Bài đã gỡ lúc %(at)s và đang khóa. Khôi phục rồi mới sửa được.") % {"at": f"{at:%H:%M, %d/%m/%Y}"}

    def get_description(self, user):
        return self.get_message(user)


def withdrawn_lock(story):
    withdrawal = standing_withdrawal(story) if story.pk else None
    return WithdrawnLock(story, withdrawal) if withdrawal else None
