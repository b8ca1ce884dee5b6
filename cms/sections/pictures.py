"""What printing a picture reads. One more field would be one more query for each picture, which the budgets show."""

from collections.abc import Collection, Iterable
from functools import cache

from django.utils import timezone

from media_pipeline.assets.models import Picture, PictureRendition
from media_pipeline.assets.sizes import FORMATS, RATIOS
from newsroom.prepared import Prepared

_PRINTED = {
    "id", "width", "height", "title", "alt", "caption", "credit", "rights_from", "rights_until", "ai_provenance",
    "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height",
}  # fmt: skip
# In the model's own order, which `from_db` asks for.
PRINTED = tuple(field.attname for field in Picture._meta.concrete_fields if field.attname in _PRINTED)


def read_pictures(ids: Iterable[int | None], ratios: Iterable[str]) -> dict[int, Picture]:
    """Pictures that may be shown today, with their files of these ratios, in two queries."""
    wanted, today = set(ids) - {None}, timezone.localdate()
    known = {picture.pk: picture for picture in printed(*wanted) if picture.usable_on(today)} if wanted else {}
    read_files(known.values(), ratios)
    return known


@Prepared
def printed(*pictures):
    return Picture.objects.filter(pk__in=pictures).only(*PRINTED)


def read_files(pictures: Collection[Picture], ratios: Iterable[str]) -> None:
    """Only the ratios a page prints: of some twenty files a picture has, most pages show a third."""
    found: dict[int, list[PictureRendition]] = {picture.pk: [] for picture in pictures}
    # A picture that has a ratio already is served as it is, so the files of “original” always belong.
    for file in files_of(frozenset({"original", *ratios}))(*found) if found else ():
        found[file.image_id].append(file)
    for picture in pictures:
        # As `prefetch_related` leaves them, without its query for each picture that nobody runs.
        there = PictureRendition.objects.none()
        there._result_cache = found[picture.pk]
        picture._prefetched_objects_cache = {"renditions": there}


@cache
def files_of(ratios: frozenset[str]) -> Prepared:
    shapes = [RATIOS[name] for name in ratios]
    specs = [shape.spec(width, format) for shape in shapes for format in FORMATS for width in getattr(shape, format)]
    return Prepared(lambda *pictures: PictureRendition.objects.filter(image__in=pictures, filter_spec__in=specs))
