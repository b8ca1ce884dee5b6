"""Our notices tell people where a story stands. Wagtail's letters on its workflow would tell them twice, so they stay unsent."""

from wagtail.admin import signal_handlers
from wagtail.admin.forms.account import NotificationPreferencesForm
from wagtail.admin.views.account import NotificationsSettingsPanel

NOTIFIERS = (
    signal_handlers.task_submission_email_notifier,
    signal_handlers.workflow_submission_email_notifier,
    signal_handlers.workflow_approval_email_notifier,
    signal_handlers.workflow_rejection_email_notifier,
)


class CommentsOnlyForm(NotificationPreferencesForm):
    """No switch for letters that are never sent."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("submitted_notifications", "approved_notifications", "rejected_notifications"):
            self.fields.pop(name, None)


def silence() -> None:
    for notifier in NOTIFIERS:
        notifier.valid_classes = ()
    NotificationsSettingsPanel.form_class = CommentsOnlyForm
