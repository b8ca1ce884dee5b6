"""Results of Kho tư liệu as the screen shows them: whatever there are twenty of, read in a constant number of queries."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from media_pipeline.assets.models import Asset, Picture, PressDocument
from media_pipeline.assets.queries import jpeg, playables, prefetch_renditions
from newsroom.editorial.archive.filters import KINDS
from newsroom.editorial.models import StoryStatus
from newsroom.editorial.uses import Link, stories_showing
from newsroom.search.highlight import Wanted
from newsroom.search.moments import Moment, first_moment
from newsroom.search.queries import Result
from newsroom.stories.search_kinds.story import visible
from newsroom.stories.spoken import cues_of, lines_of

ICONS = {
    "story": "doc-full", "picture": "image", "media": "media", "document": "doc-full-inverse", "contributor": "user",
    "section": "folder-open-inverse", "tag": "tag", "place": "site",
}  # fmt: skip
EDIT = {
    "story": "wagtailadmin_pages:edit", "picture": "wagtailimages:edit", "media": "newsroom_media_asset",
    "document": "wagtaildocs:edit",
}  # fmt: skip
INSERTED = ("story", "picture", "media", "document")
MODELS = {"picture": Picture, "media": Asset, "document": PressDocument}
THUMBNAIL = 240
TITLES = 2


@dataclass(slots=True)
class Row:
    """`uses` are stories that show it, as links for who may read them; `others` counts the rest."""

    result: Result
    kind: str
    label: str
    icon: str
    url: str = ""
    thumbnail: str = ""
    status: StoryStatus | None = None
    facts: list[str] = field(default_factory=list)
    warning: str = ""
    uses: list[Link] = field(default_factory=list)
    others: int = 0
    moment: Moment | None = None
    moment_url: str = ""

    @property
    def is_inserted(self) -> bool:
        return self.kind in INSERTED


def rows_of(results: Sequence[Result], words: Wanted | None, user) -> list[Row]:
    rows = [
        Row(result, result.kind, str(KINDS.get(result.kind, result.kind)), ICONS.get(result.kind, "doc-empty"))
        for result in results
    ]
    by_kind: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_kind[row.kind].append(row)
        if row.kind in EDIT:
            row.url = reverse(EDIT[row.kind], args=[row.result.object_id])
    _names(rows)
    _stories(by_kind["story"], user)
    _pictures(by_kind["picture"])
    _media(by_kind["media"], words)
    _documents(by_kind["document"])
    for kind, model in MODELS.items():
        _uses(by_kind[kind], model, user)
    return rows


def _ids(rows: Collection[Row]) -> list[int]:
    return [row.result.object_id for row in rows]


def _names(rows: Sequence[Row]) -> None:
    """A name leads to what was written under it."""
    for row in rows:
        if row.kind in ("contributor", "section", "tag", "place"):
            typed = {"q": row.result.title, "loai": "story"}
            typed |= {"muc": row.result.object_id} if row.kind == "section" else {}
            row.url = f"{reverse('newsroom_archive')}?{urlencode(typed)}"


def _stories(rows: list[Row], user) -> None:
    """One of another desk opens as readers see it."""
    if not rows:
        return
    inside = visible(user, _ids(rows))
    statuses = (
        StoryStatus.objects.filter(pk__in=_ids(rows))
        .select_related("gate", "holder", "section", "desk", "story__card_picture")
        .defer("story__body")
        .in_bulk()
    )
    pictures = {pk: status.story.card_picture for pk, status in statuses.items()}
    prefetch_renditions(pictures.values())
    for row in rows:
        row.url = row.url if row.result.object_id in inside else row.result.url
        row.status = statuses.get(row.result.object_id)
        if row.status:
            row.thumbnail = _thumbnail(pictures[row.status.pk])
            named = (row.status.byline, row.status.desk.title, str(row.status.section or ""))
            row.facts = [fact for fact in named if fact]


def _pictures(rows: list[Row]) -> None:
    pictures = Picture.objects.in_bulk(_ids(rows)) if rows else {}
    prefetch_renditions(pictures.values())
    for row in rows:
        if picture := pictures.get(row.result.object_id):
            row.thumbnail = _thumbnail(picture)
            _rights(row, picture)


def _media(rows: list[Row], words: Wanted | None) -> None:
    if not rows:
        return
    assets = Asset.objects.in_bulk(_ids(rows))
    played, cues = playables(assets.values()), cues_of(assets)
    for row in rows:
        asset = assets.get(row.result.object_id)
        if not asset:
            continue
        media = played.get(asset.pk)
        row.thumbnail = (media.poster or "") if media else ""
        row.facts = [_length(asset.duration)] if asset.duration else []
        _rights(row, asset)
        row.moment = first_moment(lines_of(cues.get(asset.pk, [])), words) if words else None
        if row.moment:
            row.moment_url = f"{row.url}#t={int(row.moment.second)}"


def _documents(rows: list[Row]) -> None:
    documents = PressDocument.objects.select_related("text").in_bulk(_ids(rows)) if rows else {}
    for row in rows:
        if document := documents.get(row.result.object_id):
            row.facts = [document.filename]
            text = getattr(document, "text", None)
            if text and text.pages:
                row.facts.append(ngettext("%(n)d trang", "%(n)d trang", text.pages) % {"n": text.pages})
            row.warning = text.sentence if text else ""


def _rights(row: Row, item, today: date | None = None) -> None:
    today = today or timezone.localdate()
    row.facts += [fact for fact in (item.credit, item.rights) if fact]
    if item.rights_until and item.rights_until < today:
        row.warning = _("Hết quyền dùng từ %(day)s. Không đưa vào bài mới.") % {"day": f"{item.rights_until:%d/%m/%Y}"}
    elif item.rights_from and item.rights_from > today:
        row.warning = _("Được dùng từ %(day)s.") % {"day": f"{item.rights_from:%d/%m/%Y}"}
    elif item.rights_until:
        row.facts.append(_("Được dùng đến %(day)s") % {"day": f"{item.rights_until:%d/%m/%Y}"})


def _uses(rows: list[Row], model, user) -> None:
    shown = stories_showing(model, _ids(rows), user) if rows else {}
    for row in rows:
        if uses := shown.get(row.result.object_id):
            row.uses, row.others = uses.links[:TITLES], len(uses.links[TITLES:]) + uses.hidden


def _thumbnail(picture: Picture | None) -> str:
    found = jpeg(picture, width=THUMBNAIL, ratio="card") or jpeg(picture, width=THUMBNAIL) if picture else None
    return found.url if found else ""


def _length(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return (
        _("%(minutes)d phút %(seconds)d giây") % {"minutes": minutes, "seconds": rest}
        if minutes
        else (_("%(seconds)d giây") % {"seconds": rest})
    )
