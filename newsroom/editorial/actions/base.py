from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.log_actions import log

from newsroom.desks.queries import may
from newsroom.editorial.errors import HeldByAnother, NotYours, WrongMoment
from newsroom.editorial.queries import claim_on, current_task_state
from newsroom.stories.models import Story
from newsroom.stories.ports import changed
from newsroom.stories.queries import pass_turnstile, story_numbered


class Verb:
    """One editorial act: facts in, `check` refuses by name, `execute` changes, logs and announces, all or nothing.

    `check` raises a Refused whose text is a sentence for the person; `execute` checks again inside its transaction.
    After it `did` holds the facts for the log.
    """

    name: str
    label: str

    def __init__(self, *, story: Story, user, now: datetime | None = None):
        self.story, self.user, self.now = story, user, now or timezone.now()
        self.did: dict = {}

    def check(self) -> None:
        raise NotImplementedError

    def act(self) -> dict | None:
        """Change the rows; return facts for the log."""
        raise NotImplementedError

    def execute(self):
        with transaction.atomic():
            pass_turnstile(self.story.pk)
            self.story = story_numbered(self.story.pk)
            self.check()
            with changed.held(self.story.pk):
                self.did = self.act() or {}
            log(
                instance=self.story, action=f"newsroom.{self.name}", user=self.user, data=self.did, timestamp=self.now,
                content_changed=False,
            )  # fmt: skip
            before, self.story = self.story, story_numbered(self.story.pk)
            if before.latest_revision_id == self.story.latest_revision_id and Story.latest_revision.is_cached(before):
                self.story.latest_revision = before.latest_revision  # long, and asked once more: who wrote it
            changed(self.story)
            with override(settings.LANGUAGE_CODE):  # others read it, not who pressed the button
                self.announce()
        return self.story

    def announce(self) -> None:
        """Write the notices: rows of the same transaction, mailed after commit."""

    def need_right(self, right: str, sentence: str) -> None:
        if not may(self.user, right, self.story):
            raise NotYours(sentence)

    def task_state_or_refuse(self):
        task_state = current_task_state(self.story)
        if not task_state:
            raise WrongMoment(_("Bài không nằm ở bước duyệt nào. Tải lại trang để xem bài đang ở đâu."))
        return task_state

    def need_hold(self, task_state) -> None:
        """Only who took the story acts at its gate."""
        gate = task_state.task.specific
        if not gate.serves(self.user, self.story):
            raise NotYours(_("Bước “%(gate)s” do người khác duyệt.") % {"gate": gate.name})
        claim = claim_on(task_state)
        if claim and claim.person_id != self.user.pk:
            raise HeldByAnother(
                _("%(person)s đang giữ bài này. Nhận bài về trước khi duyệt.") % {"person": claim.person}
            )
