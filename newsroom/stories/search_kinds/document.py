from django.utils.translation import gettext_lazy as _

from media_pipeline.assets.models import PressDocument
from newsroom.search.documents import Document
from newsroom.search.registry import Kind
from newsroom.stories.search_kinds import collections


def to_staff(document: PressDocument) -> Document:
    return Document(
        title=document.title,
        body="\n".join(filter(None, [document.filename, words_in(document)])),
        tags=[tag.name for tag in document.tags.all()],
        updated_at=document.created_at,
        acl=[collections.token(document)],
    )


def words_in(document: PressDocument) -> str:
    """Of the file it has now: a new one is read a moment later."""
    row = getattr(document, "text", None)
    return row.text if row and row.file_name == document.file.name else ""


KIND = Kind(
    name="document", label=_("Tài liệu"), model=PressDocument, to_public=collections.nobody, to_staff=to_staff,
    check_public=collections.none_public, **collections.kept_by(PressDocument),
    objects=lambda: PressDocument.objects.select_related("text").prefetch_related("tags"),
)  # fmt: skip
