"""Chèn vào bài: something found in Kho tư liệu, at the end of a draft of one's own."""

from datetime import date

from django.db import transaction
from django.utils.html import format_html
from django.utils.translation import gettext as _

from media_pipeline.assets.models import Asset, Picture, PressDocument
from newsroom.desks.queries import may
from newsroom.desks.roles import Right
from newsroom.editorial.errors import NotYours, RightsEnded, WrongMoment
from newsroom.editorial.models import StoryStatus
from newsroom.editorial.queries import is_writer
from newsroom.editorial.states import State
from newsroom.search import registry
from newsroom.search.errors import UnknownKind
from newsroom.stories.models import Story
from newsroom.stories.queries import pass_turnstile, standing_withdrawal

OPEN = (State.DRAFT, State.RETURNED, State.CHANGED, State.PUBLISHED)
OFFERED = 8


def open_drafts(user) -> list[StoryStatus]:
    """What this person is writing, the latest saved first."""
    rows = StoryStatus.objects.filter(writers=user, state__in=(State.DRAFT, State.RETURNED)).order_by("-saved_at")
    return list(rows.only("pk", "title", "state", "saved_at")[:OFFERED])


@transaction.atomic
def insert(*, story: Story, kind: str, object_id: int, by, today: date) -> str:
    """Append a block to the newest version; the words to say of what was inserted. Raises Refused."""
    pass_turnstile(story.pk)
    story = Story.objects.get(pk=story.pk)
    status = StoryStatus.objects.get(pk=story.pk)
    if not (is_writer(by, story) or may(by, Right.EDIT, story)):
        raise NotYours(_("Bài này của người khác. Chỉ chèn được vào bài bạn được sửa."))
    lock = story.get_lock()
    if status.state not in OPEN or standing_withdrawal(story) or (lock and lock.for_user(by)):
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
