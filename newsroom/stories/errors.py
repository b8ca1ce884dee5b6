from django.core.exceptions import PermissionDenied


class Refused(PermissionDenied):
    """An editorial rule says no. The text is a Vietnamese sentence that names the cause and what to do next.

    A PermissionDenied, so that every door of Wagtail treats it as a refusal, never as a crash.
    """


class UnderEmbargo(Refused):
    pass


class IsWithdrawn(Refused):
    pass


class NotApproved(Refused):
    pass


class AliasRefused(Refused):
    pass


class NowhereToAppear(Refused):
    pass


class StillOnSite(Refused):
    pass
