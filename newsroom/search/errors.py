class UnknownKind(LookupError):
    """No app has registered a kind of this name."""


class KindAlreadyRegistered(ValueError):
    """Two apps claim the same name for a kind."""


class EngineAway(Exception):
    """The engine outside does not answer, answers too late, or says what no engine says."""


class EngineRefuses(Exception):
    """The engine outside understood and will not do it; asking again will not help."""


class IndexIncomplete(Exception):
    """A new index is not the picture of the rows and must not be searched."""


class NoSuchEngineHere(Exception):
    """An engine was to be measured that this run has no server for; the message says what to set."""
