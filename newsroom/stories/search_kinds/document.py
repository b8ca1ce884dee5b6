from django.utils.translation import gettext_lazy as _

from media_pipeline.assets.models import PressDocument
from newsroom.search.documents import Document
from newsroom.search.registry import Kind
from newsroom.stories.search_kinds import collections


def to_staff(document: PressDocument) -> Document:
    return Document(
        title=document.title,
        body=document.filename,
        tags=[tag.name for tag in document.tags.all()],
        updated_at=document.created_at,
        acl=[collections.token(document)],
    )


KIND = Kind(
    name="document", label=_("Tài liệu"), model=PressDocument, to_public=collections.nobody, to_staff=to_staff,
    check_public=collections.none_public, **collections.kept_by(PressDocument),
    objects=lambda: PressDocument.objects.prefetch_related("tags"),
)  # fmt: skip
