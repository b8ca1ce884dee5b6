"""Chèn vào bài: something found in Kho tư liệu, at the end of a story that one may change now."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.html import format_html
from django.utils.translation import gettext as _

from media_pipeline.assets.models import Asset, Picture, PressDocument
from newsroom.editorial.errors import NotYours, RightsEnded, WrongMoment
from newsroom.editorial.models import StoryStatus
from newsroom.editorial.states import IN_CHAIN, State
from newsroom.editorial.worklists import edited_by
from newsroom.search import registry
from newsroom.search.errors import UnknownKind
from newsroom.search.queries import matching_ids
from newsroom.stories.models import Story
from newsroom.stories.queries import pass_turnstile

CLOSED = (*IN_CHAIN, State.WITHDRAWN)
OFFERED = 8


def changeable(user, *, query: str = "", limit: int = OFFERED) -> list[StoryStatus]:
    """What this person may change now, with these words if any: what is in their hand, then the latest saved of what they wrote or edit."""
    rows = StoryStatus.objects.select_related("gate", "desk").order_by("-saved_at", "-pk")
    if query:
        rows = rows.filter(pk__in=matching_ids(["story"], query, prefix=True))
    in_hand = rows.filter(holder=user).exclude(state=State.WITHDRAWN)
    # Each condition walks an index of its own, in the order in which it is shown.
    free = [row for scope in edited_by(user) for row in rows.filter(scope, ~Q(state__in=CLOSED))[:limit]]
    free.sort(key=lambda row: row.saved_at or row.since, reverse=True)
    return list({row.pk: row for row in (*in_hand[:limit], *free)}.values())[:limit]


@transaction.atomic
def insert(*, story: Story, kind: str, object_id: int, by, today: date) -> str:
    """Append a block to the newest version; the words to say of what was inserted. Raises Refused."""
    pass_turnstile(story.pk)
    story = Story.objects.get(pk=story.pk)
    tester = story.permissions_for_user(by)
    if not tester.can_edit():
        raise NotYours(_("Bài này của người khác. Chỉ chèn được vào bài bạn được sửa."))
    if tester.page_locked():
        raise WrongMoment(_("Bài đang ở bước duyệt hoặc đang khóa nên chưa chèn được. Rút bài về rồi chèn."))
    name, block = block_of(kind, object_id, by=by, today=today)
    version = story.get_latest_revision_as_object()
    version.body.append(block)
    version.save_revision(user=by, log_action=True)
    return name


def block_of(kind: str, object_id: int, *, by, today: date) -> tuple[str, tuple[str, object]]:
    """(what it is called, the block). Raises NotYours for what this person may not find, RightsEnded."""
    try:
        may_see = object_id in registry.get(kind).may_see(by, [object_id])
    except UnknownKind:
        may_see = False
    if not may_see:
        raise NotYours(_("Không thấy tư liệu này. Có thể nó vừa bị xóa hoặc thuộc tòa soạn khác."))
    match kind:
        case "picture":
            picture = _usable(Picture.objects.get(pk=object_id), today)
            value = {"image": picture, "caption": picture.caption[:400], "credit": "", "alt": picture.alt, "crop": ""}
            return picture.title, ("picture", value)
        case "media":
            asset = _usable(Asset.objects.get(pk=object_id), today)
            return asset.title, (asset.type, {"media": asset, "caption": "", "credit": ""})
        case "document":
            document = PressDocument.objects.get(pk=object_id)
            link = format_html('<p><a linktype="document" id="{}">{}</a></p>', document.pk, document.title)
            return document.title, ("paragraph", {"text": str(link), "language": ""})
        case "story":
            other = Story.objects.get(pk=object_id)
            return other.title, ("related", {"stories": [other]})
    raise NotYours(_("Loại tư liệu này không chèn vào bài được."))


def _usable(item, today: date):
    if not item.usable_on(today):
        raise RightsEnded(_("Quyền dùng tư liệu này không còn hiệu lực hôm nay nên không đưa vào bài được."))
    return item
