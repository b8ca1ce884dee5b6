"""A story's versions: which may be written over, and which say nothing new."""

import json
import re

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.models import Page

NUMBERS = ("pk", "id")
EMPTY = ("", None, [], {})
BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')


def is_pinned(revision) -> bool:
    """Whether something outside the editor's sitting refers to this revision."""
    return revision.task_states.exists() or revision.approvals.exists() or revision.submissions.exists()


def says_nothing_new(story) -> bool:
    """Whether a new version would read as the newest one does."""
    if not story.latest_revision_id:
        return False
    # As a revision keeps it: dates and the like are text there.
    now = json.loads(json.dumps(story.serializable_data(), cls=DjangoJSONEncoder))
    return _written_by_people(now) == _written_by_people(story.latest_revision.content)


def _written_by_people(content: dict) -> dict:
    """A version without what says where it stands."""
    housekeeping = {field.name for field in Page._meta.get_fields()} - {"title", "slug", "wagtail_admin_comments"}
    written = {name: value for name, value in content.items() if name not in {"card_picture", *housekeeping}}
    return _said(written | {"body": json.loads(written.get("body") or "[]")})


def _said(value):
    """Without the numbers of rows and blocks that the editor gives to what came by another door, and without what is empty."""
    if isinstance(value, dict):
        parts = {name: _said(part) for name, part in value.items() if name not in NUMBERS}
        return {name: part for name, part in parts.items() if part not in EMPTY}
    if isinstance(value, list):
        return [_said(part) for part in value]
    return BLOCK_KEY.sub("", value) if isinstance(value, str) else value
