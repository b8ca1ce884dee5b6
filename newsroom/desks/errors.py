class NotAllowed(Exception):
    """A change of the house that a rule forbids. The text is a Vietnamese sentence for the administrator."""


class LastAdministrator(NotAllowed):
    pass


class OutsideYourNewsroom(NotAllowed):
    pass
