from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState

from newsroom.desks.queries import people_with_role, standing_of
from newsroom.desks.roles import Role

USER = settings.AUTH_USER_MODEL
GATE_ROLES = (Role.EDITOR, Role.CHIEF, Role.SECRETARY, Role.LEADER)


class GateTask(Task):
    """One gate of a chain: people of a role, at the story's own desk or newsroom, may take, return or approve.

    Wagtail keeps the chain, its order and its history. Acting at a gate goes through `newsroom.editorial.actions`
    only, so the stock buttons and forms find no action here.
    """

    role = models.CharField(_("ai duyệt ở bước này"), max_length=16, choices=[(r.value, r.label) for r in GATE_ROLES])
    minutes = models.PositiveIntegerField(
        _("hạn (phút)"), null=True, blank=True, help_text=_("Để trống thì theo hạn chung của ban.")
    )

    admin_form_fields = [*Task.admin_form_fields, "role", "minutes"]
    admin_form_readonly_on_edit_fields = []

    class Meta:
        verbose_name = _("bước duyệt")
        verbose_name_plural = _("bước duyệt")

    @classmethod
    def get_description(cls):
        return _("Người giữ vai đã chọn, ở ban hoặc tòa soạn của bài, nhận, trả lại hoặc duyệt.")

    def serves(self, user, story) -> bool:
        """Whether this person stands at this gate for this story, by role or as a named substitute."""
        if self.role in standing_of(user).roles_at(story.path):
            return True
        return self.substitutes.filter(story_id=story.pk, person_id=user.pk).exists()

    def people_for(self, story):
        return people_with_role(self.role, story)

    def on_action(self, task_state, user, action_name, **kwargs):
        raise PermissionDenied(_("Duyệt và trả lại bài ở màn hình soạn bài."))

    def user_can_access_editor(self, obj, user):
        return self.serves(user, obj)

    def locked_for_user(self, obj, user):
        """Only the person who took the story edits it while it stands at a gate."""
        return not Claim.objects.filter(task_state=obj.current_workflow_task_state, person=user).exists()


class Submission(models.Model):
    """Gửi duyệt: what was handed in, by whom, with which words. `revision` is what “Đã nộp” compares with."""

    workflow_state = models.ForeignKey(
        "wagtailcore.WorkflowState", on_delete=models.CASCADE, related_name="submissions"
    )
    story = models.ForeignKey("stories.Story", on_delete=models.CASCADE, related_name="submissions")
    revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.PROTECT, related_name="submissions")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    message = models.TextField(blank=True)
    urgent = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("lần gửi duyệt")
        verbose_name_plural = _("lần gửi duyệt")
        ordering = ["-at", "-pk"]


class Claim(models.Model):
    """Nhận duyệt: who has the story in hand at a gate, since when."""

    task_state = models.OneToOneField(TaskState, on_delete=models.CASCADE, related_name="claim")
    person = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="claims")
    since = models.DateTimeField()

    class Meta:
        verbose_name = _("lần nhận duyệt")
        verbose_name_plural = _("lần nhận duyệt")


class Substitute(models.Model):
    """Nhờ duyệt thay: where nobody at a gate may approve, a leader names somebody who may."""

    story = models.ForeignKey("stories.Story", on_delete=models.CASCADE, related_name="substitutes")
    gate = models.ForeignKey(GateTask, on_delete=models.CASCADE, related_name="substitutes")
    person = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    named_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=250, blank=True)

    class Meta:
        verbose_name = _("người duyệt thay")
        verbose_name_plural = _("người duyệt thay")
        constraints = [models.UniqueConstraint(fields=["story", "gate", "person"], name="one_substitute_per_gate")]
