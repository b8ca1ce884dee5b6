from newsroom.editorial.actions.at_gate import Approve, Recall, SendBack, TakeUp, Unlock
from newsroom.editorial.actions.base import Verb
from newsroom.editorial.actions.embargoes import LiftEmbargo, SetEmbargo
from newsroom.editorial.actions.going_out import PublishUpdate, PutOut, Schedule, Unapprove, Unschedule
from newsroom.editorial.actions.off_site import Reinstate, TakeDown
from newsroom.editorial.actions.submit import Submit
from newsroom.editorial.actions.substitutes import NameSubstitute

VERBS: dict[str, type[Verb]] = {
    verb.name: verb
    for verb in (
        Submit, Recall, TakeUp, SendBack, Approve, Unapprove, PutOut, Schedule, Unschedule, PublishUpdate, TakeDown,
        Reinstate, SetEmbargo, LiftEmbargo, Unlock, NameSubstitute,
    )
}  # fmt: skip
