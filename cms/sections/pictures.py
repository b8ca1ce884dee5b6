"""What printing a picture reads. One more field would be one more query for each picture, which the budgets show."""

from collections.abc import Iterable

from media_pipeline.assets.models import Picture
from media_pipeline.assets.queries import prefetch_renditions

_PRINTED = {
    "id", "width", "height", "title", "alt", "caption", "credit", "rights_from", "rights_until", "ai_provenance",
    "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height",
}  # fmt: skip
# In the model's own order, which `from_db` asks for.
PRINTED = tuple(field.attname for field in Picture._meta.concrete_fields if field.attname in _PRINTED)


def read_pictures(ids: Iterable[int | None]) -> dict[int, Picture]:
    """Pictures with their files, in two queries."""
    wanted = set(ids) - {None}
    known = Picture.objects.only(*PRINTED).in_bulk(wanted) if wanted else {}
    prefetch_renditions(known.values())
    return known
