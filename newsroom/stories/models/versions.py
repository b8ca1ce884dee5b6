"""A story's versions: which may be written over, and which say nothing new."""

import json

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.models import Page


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
    return {name: value for name, value in content.items() if name not in {"pk", "card_picture", *housekeeping}}
