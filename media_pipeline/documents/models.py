from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from media_pipeline.documents import reader
from media_pipeline.documents.states import SENTENCES, TextState


class DocumentTextQuerySet(models.QuerySet):
    def claimable(self, now):
        """Waiting, due, and held by nobody whose lease still runs."""
        return self.filter(Q(claimed_until=None) | Q(claimed_until__lte=now), state=TextState.WAITING, due_at__lte=now)


class DocumentText(models.Model):
    """The words of one document, of the file named here. Ordered in the transaction that changes the file, read by a task."""

    document = models.OneToOneField(
        "assets.PressDocument", on_delete=models.CASCADE, related_name="text", verbose_name=_("tài liệu")
    )
    file_name = models.CharField(max_length=255)
    state = models.CharField(_("trạng thái"), max_length=10, choices=TextState, default=TextState.WAITING)
    text = models.TextField(_("chữ trong tệp"), blank=True)
    pages = models.PositiveIntegerField(_("số trang"), null=True)
    code = models.CharField(max_length=12, blank=True)  # why it was refused: a key of SENTENCES
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = DocumentTextQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = _("chữ trong tài liệu")
        verbose_name_plural = _("chữ trong tài liệu")
        indexes = [models.Index(fields=["due_at"], condition=Q(state=TextState.WAITING), name="document_text_waiting")]

    def __str__(self):
        return f"{self.document_id} {self.get_state_display()}"

    @property
    def sentence(self) -> str:
        """For a person: why the words cannot be found, or nothing."""
        if not self.code:
            return ""
        return str(SENTENCES[self.code]) % {"megabytes": reader.FILE // 2**20, "seconds": reader.SECONDS}
