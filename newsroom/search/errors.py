class UnknownKind(LookupError):
    """No app has registered a kind of this name."""


class KindAlreadyRegistered(ValueError):
    """Two apps claim the same name for a kind."""
