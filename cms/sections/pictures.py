"""What printing a picture reads. One more field would be one more query for each picture, which the budgets show."""

from collections.abc import Iterable

from django.db.models import Prefetch, prefetch_related_objects

from media_pipeline.assets.models import Picture, PictureRendition
from media_pipeline.assets.sizes import FORMATS, RATIOS

_PRINTED = {
    "id", "width", "height", "title", "alt", "caption", "credit", "rights_from", "rights_until", "ai_provenance",
    "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height",
}  # fmt: skip
# In the model's own order, which `from_db` asks for.
PRINTED = tuple(field.attname for field in Picture._meta.concrete_fields if field.attname in _PRINTED)


def read_pictures(ids: Iterable[int | None], ratios: Iterable[str]) -> dict[int, Picture]:
    """Pictures with their files of these ratios, in two queries."""
    wanted = set(ids) - {None}
    known = Picture.objects.only(*PRINTED).in_bulk(wanted) if wanted else {}
    read_files(known.values(), ratios)
    return known


def read_files(pictures: Iterable[Picture], ratios: Iterable[str]) -> None:
    """Only the ratios a page prints: of some twenty files a picture has, most pages show a third."""
    # A picture that has a ratio already is served as it is, so the files of “original” always belong.
    shapes = [RATIOS[name] for name in {"original", *ratios}]
    specs = [shape.spec(width, format) for shape in shapes for format in FORMATS for width in getattr(shape, format)]
    files = PictureRendition.objects.filter(filter_spec__in=specs)
    prefetch_related_objects(list(pictures), Prefetch("renditions", queryset=files))
