from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.editorial.states import State

USER = settings.AUTH_USER_MODEL


class StoryStatus(models.Model):
    """Where a story stands, as one indexed row: lists and counters read this, never the tree.

    Derived by `services.restate` from what is true elsewhere (revisions, chain, claims, approvals, embargo,
    withdrawals), so it can always be computed again.
    """

    story = models.OneToOneField("stories.Story", on_delete=models.CASCADE, related_name="status", primary_key=True)
    newsroom = models.ForeignKey("desks.Newsroom", on_delete=models.CASCADE, related_name="+")
    desk = models.ForeignKey("desks.Desk", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(_("trạng thái"), max_length=10, choices=State, default=State.DRAFT)
    gate = models.ForeignKey("editorial.GateTask", null=True, on_delete=models.SET_NULL, related_name="+")
    holder = models.ForeignKey(USER, null=True, on_delete=models.SET_NULL, related_name="+")
    owner = models.ForeignKey(USER, null=True, on_delete=models.SET_NULL, related_name="+")
    writers = models.ManyToManyField(USER, related_name="written")
    since = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    out_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    embargo_until = models.DateTimeField(null=True)
    urgent = models.BooleanField(default=False)
    title = models.CharField(max_length=255)
    byline = models.CharField(max_length=255, blank=True)
    section = models.ForeignKey("desks.Section", null=True, on_delete=models.SET_NULL, related_name="+")
    genre_name = models.CharField(max_length=80, blank=True)
    words = models.PositiveIntegerField(default=0)
    pictures = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("tình trạng bài")
        verbose_name_plural = _("tình trạng bài")
        # Lists are walked in the order of an index: of a newsroom, a desk, a section.
        indexes = [
            models.Index(fields=["newsroom", "-saved_at"], name="status_newsroom_saved"),
            models.Index(fields=["newsroom", "state", "-saved_at"], name="status_newsroom_state"),
            models.Index(fields=["newsroom", "-published_at"], name="status_newsroom_published"),
            models.Index(fields=["-published_at"], name="status_published"),
            models.Index(fields=["section", "-saved_at"], name="status_section_saved"),
            models.Index(fields=["desk", "-saved_at"], name="status_desk_saved"),
            models.Index(fields=["desk", "state", "-saved_at"], name="status_desk_state"),
            models.Index(fields=["state", "gate"], name="status_state_gate"),
            models.Index(fields=["desk", "-published_at"], name="status_desk_published"),
            models.Index(fields=["state", "out_at"], name="status_state_out"),
        ]

    def __str__(self):
        return f"{self.title}: {self.label}"

    @property
    def label(self) -> str:
        """The one wording of a status, in lists, bars and mails."""
        if self.state == State.WAITING and self.gate:
            return _("Chờ %(gate)s") % {"gate": self.gate.name}
        return self.get_state_display()
