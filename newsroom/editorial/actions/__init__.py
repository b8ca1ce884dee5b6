"""Editorial verbs, one class each. Views, the clock and commands act on a story through these only."""

from newsroom.editorial.actions.at_gate import Approve, Recall, SendBack, TakeUp, Unlock
from newsroom.editorial.actions.embargoes import LiftEmbargo, SetEmbargo
from newsroom.editorial.actions.going_out import PublishUpdate, PutOut, Schedule, Unapprove, Unschedule
from newsroom.editorial.actions.off_site import Reinstate, TakeDown
from newsroom.editorial.actions.options import options
from newsroom.editorial.actions.submit import Submit, missing_of
from newsroom.editorial.actions.substitutes import NameSubstitute
from newsroom.editorial.actions.verbs import VERBS

__all__ = [
    "VERBS", "Approve", "LiftEmbargo", "NameSubstitute", "PublishUpdate", "PutOut", "Recall", "Reinstate", "Schedule",
    "SendBack", "SetEmbargo", "Submit", "TakeDown", "TakeUp", "Unapprove", "Unlock", "Unschedule", "missing_of",
    "options",
]  # fmt: skip
