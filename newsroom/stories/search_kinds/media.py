"""Sound and film: found by what was written about them and by what is said in them. Readers find it in the story."""

from django.utils.translation import gettext_lazy as _

from media_pipeline.assets.models import Asset, Picture
from newsroom.search.documents import Document
from newsroom.search.registry import Kind
from newsroom.stories.search_kinds import collections
from newsroom.stories.spoken import spoken_in


def to_staff(asset: Asset) -> Document:
    return Document(
        title=asset.title,
        deck=asset.description,
        body="\n".join(filter(None, [asset.place, asset.rights, asset.filename, spoken_in([asset.pk])])),
        tags=[tag.name for tag in asset.tags.all()],
        people=[asset.credit] if asset.credit else [],
        language=asset.language,
        form=asset.type,
        updated_at=asset.created_at,
        acl=[collections.token(asset)],
    )


KIND = Kind(
    name="media", label=_("Âm thanh, hình"), model=Asset, to_public=collections.nobody, to_staff=to_staff,
    check_public=collections.none_public, **collections.kept_by(Asset, Picture),
    objects=lambda: Asset.objects.prefetch_related("tags"),
)  # fmt: skip
