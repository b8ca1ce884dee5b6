"""Bài gần giống: what the house already published on the subject of a draft."""

from dataclasses import dataclass
from datetime import datetime

from newsroom.search.engines import Filters
from newsroom.search.likeness import alike
from newsroom.search.models import PublicDocument, StaffDocument
from newsroom.stories.queries import readable

SHOWN = 4


@dataclass(frozen=True, slots=True)
class Near:
    title: str
    url: str
    published_at: datetime | None


def published_near(story) -> list[Near]:
    """The most alike first, on the site at this moment, of the same organization."""
    row = StaffDocument.objects.filter(kind="story", object_id=story.pk).first()
    if not row:
        return []
    filters = Filters(organizations=[row.organization_id] if row.organization_id else [])
    ids = alike(
        PublicDocument, "story", row.title_folded, row.body_folded, filters=filters, without=[story.pk], limit=2 * SHOWN
    )
    live = readable(ids)
    found = PublicDocument.objects.filter(kind="story", object_id__in=live)
    rows = {each.object_id: each for each in found.only("object_id", "title", "url", "published_at")}
    return [Near(rows[pk].title, rows[pk].url, rows[pk].published_at) for pk in ids if pk in rows][:SHOWN]
