"""Import story models from here."""

from newsroom.stories.models.going_out import Approval, DueRelease, Embargo, WebAddress, Withdrawal
from newsroom.stories.models.snapshot import Snapshot, SnapshotCheck, SnapshotExport, SnapshotFile, SnapshotRun
from newsroom.stories.models.story import Credit, Story, StoryTag

__all__ = [
    "Approval", "Credit", "DueRelease", "Embargo", "Snapshot", "SnapshotCheck", "SnapshotExport", "SnapshotFile", "SnapshotRun",
    "Story", "StoryTag", "WebAddress", "Withdrawal",
]  # fmt: skip
