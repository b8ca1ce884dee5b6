"""Who changed which part of a story, and when: read off the versions between two."""

from newsroom.editorial.comparison import Comparison
from newsroom.editorial.units import units_of

LOOK_BACK = 15  # versions opened; a sitting overwrites its own, so this is many people's work


def sign_changes(comparison: Comparison, story, before, after) -> None:
    """Set `by` and `at` of each change to the version that first said what it says now."""
    between = list(
        story.revisions.filter(created_at__gte=before.created_at, created_at__lte=after.created_at)
        .select_related("user")
        .order_by("created_at")
    )[-LOOK_BACK:]
    versions = [(revision, revision.content, _texts(revision)) for revision in between]
    for change in comparison.changes:
        if signed := _first_with(change, versions):
            change.by, change.at = signed.user, signed.created_at


def _texts(revision) -> set[str]:
    return {unit.text for unit in units_of(revision.as_object())}


def _first_with(change, versions):
    """The earliest version of the unbroken run that ends now and carries the change."""
    found = None
    for revision, content, texts in reversed(versions):
        if change.field == "body":
            carries = change.after in texts if change.after else change.before not in texts
        else:
            carries = content.get(change.field) == versions[-1][1].get(change.field)
        if not carries:
            break
        found = revision
    return found
