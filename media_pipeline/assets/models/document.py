import os
from secrets import token_hex

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument

from media_pipeline.assets.embedded.text import line
from media_pipeline.assets.fields import originals
from media_pipeline.assets.models.rights import UNTITLED


def document_path(instance, filename):
    extension = os.path.splitext(filename)[1].lower()
    return f"documents/{timezone.now():%Y/%m}/{token_hex(8)}{extension}"


class PressDocument(AbstractDocument):
    """A file for readers, given out by the document view alone, under the name it came with."""

    file = models.FileField(_("tệp"), storage=originals, upload_to=document_path)
    given_name = models.CharField(_("tên tệp"), max_length=255, blank=True, editable=False)

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("tài liệu")
        verbose_name_plural = _("tài liệu")
        permissions = [("choose_document", "Can choose document")]

    def clean(self):
        if self.file:  # a file that was refused has had its sentence
            super().clean()

    def save(self, *args, **kwargs):
        if self.file and not self.file._committed:
            self.given_name = line(os.path.basename(self.file.name.replace("\\", "/")), 255)
        super().save(*args, **kwargs)

    def __str__(self):
        return self.title or str(UNTITLED)

    @property
    def filename(self):
        return self.given_name or os.path.basename(self.file.name)
