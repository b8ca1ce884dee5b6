from django.utils.translation import gettext_lazy as _

from media_pipeline.assets.models import Picture
from newsroom.search.documents import Document
from newsroom.search.registry import Kind
from newsroom.stories.search_kinds import collections


def to_staff(picture: Picture) -> Document:
    return Document(
        title=picture.title,
        deck=picture.caption,
        body=" ".join(part for part in (picture.alt, picture.place, picture.rights) if part),
        tags=[tag.name for tag in picture.tags.all()],
        people=[picture.credit] if picture.credit else [],
        published_at=picture.taken_on,
        updated_at=picture.created_at,
        acl=[collections.token(picture)],
    )


KIND = Kind(
    name="picture", label=_("Ảnh"), model=Picture, to_public=collections.nobody, to_staff=to_staff,
    check_public=collections.none_public, **collections.kept_by(Picture),
    objects=lambda: Picture.objects.prefetch_related("tags"),
)  # fmt: skip
