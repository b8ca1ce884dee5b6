"""“Đang dùng ở”: the pages that show a sound or film, as far as the person asking may read them."""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from media_pipeline.assets.models import Asset
from newsroom.desks.queries import standing_of
from newsroom.desks.roles import Right


def numbers_of_pages(assets: Iterable[Asset]) -> dict[int, set[int]]:
    """By asset number, the pages that refer to it: one query."""
    film, page = ContentType.objects.get_for_model(Asset), ContentType.objects.get_for_model(Page)
    rows = ReferenceIndex.objects.filter(
        to_content_type=film, to_object_id__in=[str(asset.pk) for asset in assets], base_content_type=page
    ).values_list("to_object_id", "object_id")
    uses = defaultdict(set)
    for asset_id, page_id in rows:
        uses[int(asset_id)].add(int(page_id))
    return uses


def used_in(assets: Iterable[Asset], user) -> dict[int, list[Page]]:
    """By asset number, in a constant number of queries."""
    uses = numbers_of_pages(assets)
    pages = Page.objects.in_bulk(set().union(*uses.values())) if uses else {}
    reads = tuple(standing_of(user).roots(Right.READ))
    shown = {
        pk: page for pk, page in pages.items() if page.live or page.path.startswith(reads) or page.owner_id == user.pk
    }
    return {asset_id: [shown[pk] for pk in sorted(found) if pk in shown] for asset_id, found in uses.items()}
