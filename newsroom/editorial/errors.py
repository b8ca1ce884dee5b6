"""Why an editorial verb is refused. Each carries a Vietnamese sentence for the person who pressed the button."""

from newsroom.stories.errors import Refused


class NotYours(Refused):
    """No role of this person grants the right here."""


class WrongMoment(Refused):
    """The story is not where this verb applies."""


class OwnStory(Refused):
    """Nobody approves their own story, nor two gates of one."""


class HeldByAnother(Refused):
    """Another person has it in hand."""


class OldVersion(Refused):
    """The story changed after the person was shown it."""


class Incomplete(Refused):
    """Something the next step needs is missing."""


class RightsEnded(Refused):
    """The house may not use it today."""


class TooManySearches(Refused):
    """One person keeps no more saved searches than this."""


class NobodyMayApprove(Refused):
    """No active person could approve at the next gate: a leader must name one."""


class NoTechnician(Refused):
    """Nobody in the house keeps sound and film going."""
