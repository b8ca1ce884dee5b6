"""Import editorial models from here."""

from newsroom.editorial.models.archive import Beside, PinnedResult, SavedSearch, SavedSearchHit
from newsroom.editorial.models.chain import Claim, GateTask, Submission, Substitute
from newsroom.editorial.models.notice import Notice
from newsroom.editorial.models.status import StoryStatus

__all__ = [
    "Beside", "Claim", "GateTask", "Notice", "PinnedResult", "SavedSearch", "SavedSearchHit", "StoryStatus", "Submission",
    "Substitute",
]  # fmt: skip
