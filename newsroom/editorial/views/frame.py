"""What stands around a story on screen: where it is, and the bar with the next step."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.desks.queries import may
from newsroom.desks.roles import Right
from newsroom.editorial.actions import options
from newsroom.editorial.comparison import compare
from newsroom.editorial.queries import Option, position
from newsroom.editorial.states import IN_CHAIN, ON_SITE, READY, State
from newsroom.language import clock as minutes_and_seconds
from newsroom.language import read_aloud_seconds
from newsroom.prepared import remembered
from newsroom.stories.text import plain_text

ICONS = {
    "submit": "nr-send", "recall": "nr-return", "claim": "user", "send_back": "nr-return", "approve": "check",
    "unapprove": "circle-xmark", "put_out": "view", "schedule": "calendar-check", "unschedule": "cross",
    "publish_update": "view", "take_down": "no-view", "reinstate": "rotate", "set_embargo": "lock",
    "lift_embargo": "lock-open", "unlock": "lock-open", "name_substitute": "group",
}  # fmt: skip
# The first that is offered is the next step of this screen; what stands left of it is the daily second.
NEXT_STEPS = ("approve", "claim", "put_out", "publish_update", "submit", "reinstate", "recall")
DANGEROUS = ("unlock", "take_down")
STEP_CLASS = {"passed": "is-done", "current": "is-now", "returned": "is-back", "skipped": "is-done", "ahead": ""}
STEP_WORD = {"returned": gettext_lazy("trả lại"), "skipped": gettext_lazy("bỏ qua")}


@dataclass(frozen=True)
class Button:
    """`kind`: dialog (opens the verb's dialog), post (does it at once), save, photos, media, link.

    `holder`: who has the story in hand on this screen, posted along.
    """

    kind: str
    label: str
    icon: str
    url: str = ""
    refused: str = ""
    name: str = ""
    holder: str = ""


class Frame:
    """Shape: `status`, `steps`, `position`, `left`, `main`, `more`, `words`, `aloud`, `changed_places`."""

    def __init__(self, story, user, *, editable: bool, version=None, answers: dict | None = None):
        self.story, self.user, self.editable = story, user, editable
        self.now = timezone.now()
        self.answers = {} if answers is None else answers
        self.version = version or story.get_latest_revision_as_object()

    @cached_property
    def position(self):
        with remembered(self.answers):
            return position(self.story)

    @cached_property
    def status(self):
        return self.position.status

    @cached_property
    def options(self) -> dict[str, Option]:
        """What the verbs offer, less what would change nothing."""
        with remembered(self.answers):
            offered = options(self.story, self.user, self.now)
        claim = self.position.claim
        if claim and claim.person_id == self.user.pk:
            offered.pop("claim", None)
        if self.status.state in {State.PUBLISHED, State.WITHDRAWN, *READY}:
            offered.pop("name_substitute", None)
        if self.status.state == State.PUBLISHED:
            offered.pop("submit", None)
            if self.editable and may(self.user, Right.CHANGE_LIVE, self.story):
                nothing_new = _("Chưa có gì mới so với bản đang ở trên trang.")
                offered["publish_update"] = Option("publish_update", _("Đăng bản sửa"), nothing_new)
        return offered

    @cached_property
    def steps(self) -> list[tuple[str, str, bool]]:
        """(words, class, is current), the writer first."""
        chain, state = self.position.chain, self.status.state
        if not chain or state == State.WITHDRAWN:
            return []
        writing = state == State.DRAFT
        # The chain ends with the last approval: what stands behind it was passed.
        behind = state in READY | ON_SITE
        steps = [(_("Người viết"), "is-now" if writing else "is-done", writing)]
        for gate in chain:
            name, word = capfirst(gate.name), STEP_WORD.get(gate.state)
            classname = "is-done" if behind else STEP_CLASS[gate.state]
            steps.append((f"{name}: {word}" if word else name, classname, gate.state == "current"))
        return steps

    @cached_property
    def changed_places(self) -> int:
        """In how many places the text differs from what was handed in; 0 outside a chain."""
        submission = self.position.submission
        relevant = self.status.state in (*IN_CHAIN, State.RETURNED, State.APPROVED)
        if not relevant or not submission or submission.revision_id == self.story.latest_revision_id:
            return 0
        return compare(submission.revision.as_object(), self.version).places

    @cached_property
    def words(self) -> int:
        return self.version.words

    @cached_property
    def aloud_seconds(self) -> int:
        return read_aloud_seconds(plain_text(self.version))

    @property
    def aloud(self) -> str:
        return minutes_and_seconds(self.aloud_seconds)

    @cached_property
    def bar(self) -> tuple[Button | None, Button | None, list[Button]]:
        main = self._main()
        left = self._left(main)
        shown = {button.name for button in (main, left) if button}
        return left, main, self._more(shown)

    @property
    def left(self):
        return self.bar[0]

    @property
    def main(self):
        return self.bar[1]

    @property
    def more(self):
        return self.bar[2]

    def _main(self) -> Button | None:
        steps = [name for name in NEXT_STEPS if name in self.options]
        if self.position.task_state and not self.position.claim and "claim" in steps:
            steps.insert(0, "claim")
        if self.editable and "publish_update" in steps:
            steps.insert(0, "publish_update")
        allowed = [name for name in steps if self._opens(name)]
        if allowed or steps:
            return self._verb((allowed or steps)[0])
        return self._on_site() or self._preview()

    def _left(self, main: Button | None) -> Button | None:
        match main.name if main else "":
            case "submit" if self.editable:
                return Button("photos", _("Thêm ảnh"), "image")
            case "approve" if "send_back" in self.options:
                return self._verb("send_back")
            case "publish_update":
                return Button("save", _("Lưu"), "draft", name="save")
            case "put_out" if "unapprove" in self.options:
                return self._verb("unapprove")
            case "preview":
                return None
        return self._preview()

    def _more(self, shown: set[str]) -> list[Button]:
        daily = [name for name in self.options if name not in (*DANGEROUS, *shown)]
        rare = [name for name in DANGEROUS if name in self.options and name not in shown]
        buttons = [Button("save", _("Lưu ngay"), "draft", name="save")] if self.editable and "save" not in shown else []
        if self.editable and not any(button and button.kind == "photos" for button in (self._left(self._main()),)):
            buttons.append(Button("photos", _("Thêm ảnh"), "image"))
        if self.editable:
            buttons.append(Button("media", _("Video, âm thanh"), "media"))
        buttons += [self._verb(name) for name in daily]
        if self.position.submission:
            buttons.append(
                Button("link", _("Đã nộp so với hiện tại"), "history", reverse("story_diff", args=[self.story.pk]))
            )
        history = reverse("wagtailadmin_pages:history", args=[self.story.pk])
        buttons.append(Button("link", _("So sánh phiên bản"), "history", history))
        if "on_site" not in shown and (on_site := self._on_site()):
            buttons.append(on_site)
        return buttons + [self._verb(name) for name in rare]

    def _opens(self, name: str) -> bool:
        """A refused Gửi duyệt still opens: its dialog is the list of what is missing."""
        return not self.options[name].refused or name == "submit"

    def _verb(self, name: str) -> Button:
        option = self.options[name]
        label, kind, holder = option.label, "dialog", ""
        if name == "submit" and self.status.state == State.RETURNED:
            label = _("Gửi lại")
        elif name == "approve" and self._is_last_gate():
            label = _("Duyệt đăng")
        elif name == "claim":
            kind = "post"
            if self.position.claim:
                label, holder = _("Nhận về mình"), str(self.position.claim.person_id)
        refused = "" if self._opens(name) else option.refused
        url = reverse("story_action", args=[self.story.pk, name])
        return Button(kind, label, ICONS[name], url, refused, name, holder)

    def _is_last_gate(self) -> bool:
        chain = self.position.chain
        return bool(chain) and chain[-1].state == "current"

    def _on_site(self) -> Button | None:
        url = self.story.url if self.story.live else None
        return Button("link", _("Xem trên trang"), "link-external", url, name="on_site") if url else None

    def _preview(self) -> Button:
        return Button(
            "link",
            _("Xem trước"),
            "view",
            reverse("wagtailadmin_pages:view_draft", args=[self.story.pk]),
            name="preview",
        )
