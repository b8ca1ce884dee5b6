"""Import editorial models from here."""

from newsroom.editorial.models.chain import Claim, GateTask, Submission, Substitute
from newsroom.editorial.models.notice import Notice
from newsroom.editorial.models.status import StoryStatus

__all__ = ["Claim", "GateTask", "Notice", "StoryStatus", "Submission", "Substitute"]
