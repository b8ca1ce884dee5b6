"""Whose sound and film a person sees and may ask something of.

Technicians do everything in their collections; who may change files there, and whoever sent one, stop it, repeat it,
give it captions and another still.
"""

from wagtailmedia import get_permission_policy

from media_pipeline.assets.models import Asset
from newsroom.desks.queries import standing_of
from newsroom.desks.roles import Right

SEES = ("add", "change", "delete")


def sees_media(user) -> bool:
    return get_permission_policy().user_has_any_permission(user, SEES)


def collections(user):
    return get_permission_policy().collections_user_has_any_permission_for(user, SEES)


def may_see(user, asset: Asset) -> bool:
    return get_permission_policy().user_has_any_permission_for_instance(user, [*SEES, "choose"], asset)


def is_technician(user) -> bool:
    return user.is_superuser or standing_of(user).may_anywhere(Right.MEDIA_JOBS)


def may_send(user) -> bool:
    return get_permission_policy().user_has_permission(user, "add")


def may_direct(user, asset: Asset) -> bool:
    """First in the queue, files for the air, everything again, the machine's own words."""
    return is_technician(user) and get_permission_policy().user_has_permission_for_instance(user, "change", asset)


def may_order(user, asset: Asset) -> bool:
    """Stop, try again, captions, another still."""
    own = asset.uploaded_by_user_id == user.pk and may_see(user, asset)
    return own or get_permission_policy().user_has_permission_for_instance(user, "change", asset)


def may_ask(user, asset: Asset) -> bool:
    """Báo kỹ thuật viên: who works with the file, whoever sent it, and cannot look at the machines."""
    if not hasattr(user, "_media_collections"):
        user._media_collections = set(collections(user).values_list("pk", flat=True))
    return not is_technician(user) and asset.collection_id in user._media_collections
