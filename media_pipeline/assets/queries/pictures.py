"""Reading pictures without a query for each. Files that are not made yet are simply not there."""

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from media_pipeline.assets import sizes
from media_pipeline.assets.models import Picture, PictureRendition


def rendition_prefetch(lookup: str = "") -> Prefetch:
    """For `prefetch_related`: the files readers may get, of the picture at `lookup` (`"card_picture"`)."""
    rows = PictureRendition.objects.filter(filter_spec__in=sizes.READER_SPECS)
    return Prefetch(f"{lookup}__renditions" if lookup else "renditions", queryset=rows)


def with_renditions(queryset: QuerySet, lookup: str = "") -> QuerySet:
    """Rows with their picture and its files: one query more, whatever the number of rows."""
    if lookup:
        queryset = queryset.select_related(lookup)
    return queryset.prefetch_related(rendition_prefetch(lookup))


def prefetch_renditions(pictures: Iterable[Picture | None]) -> None:
    """The same for pictures already at hand, as in the blocks of a body."""
    pictures = [picture for picture in pictures if picture is not None]
    prefetch_related_objects(pictures, rendition_prefetch())


def files(picture: Picture, ratio: str, format: str) -> list[PictureRendition]:
    """What exists of one ratio and format, narrow to wide. While a new crop is being made, the old one serves."""
    served = sizes.served(ratio, picture)
    specs = sizes.specs(picture, served, format)
    focus = sizes.focus_key(picture) if served.height else ""
    found: dict[str, PictureRendition] = {}
    for row in picture.renditions.all():
        if row.filter_spec in specs and (row.focal_point_key == focus or row.filter_spec not in found):
            found[row.filter_spec] = row
    return [found[spec] for spec in specs if spec in found]


def jpeg(picture: Picture, *, width: int, ratio: str = "original") -> PictureRendition | None:
    """The narrowest JPEG at least `width` wide, or the widest there is: for shared links, feeds and mail."""
    there = files(picture, ratio, "jpeg")
    return next((row for row in there if row.width >= width), there[-1] if there else None)
