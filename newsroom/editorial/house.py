"""What the house itself lacks, for those who keep it: licence data, people without a role."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import get_user_model
from django.utils import timezone

from newsroom.desks.models import Newsroom, RoleGroup
from newsroom.desks.queries import standing_of
from newsroom.desks.roles import Right
from newsroom.organizations.models import Brand
from newsroom.organizations.queries import brands_lacking_licence

NEWSROOM_PATH = 2 * Newsroom.steplen


@dataclass(frozen=True)
class LicenceGap:
    """A masthead and the labels of what its licence lacks; `licence` is None where there is no row at all."""

    brand: Brand
    licence: object | None
    missing: list[str]


def keeps_house(user) -> bool:
    """Administrators, and the first account, which has no role yet."""
    return user.is_superuser or standing_of(user).may_anywhere(Right.STRUCTURE)


def licence_gaps(user, now: datetime) -> list[LicenceGap]:
    """What the licences of this person's organizations lack; one query when they lack nothing."""
    day = timezone.localdate(now)
    roots = {path[:NEWSROOM_PATH] for path in standing_of(user).by_path}
    if not roots and not user.is_superuser:
        return []
    organizations = None if user.is_superuser else Newsroom.objects.filter(path__in=roots).values("organization")
    gaps = []
    for brand in brands_lacking_licence(day, organizations):
        licence = brand.licence_on(day)
        gaps.append(LicenceGap(brand, licence, licence.missing if licence else []))
    return gaps


def people_without_role():
    """Active accounts that can do nothing yet."""
    with_role = RoleGroup.objects.values("group__user")
    people = get_user_model().objects.filter(is_active=True, is_superuser=False)
    return people.exclude(pk__in=with_role.filter(group__user__isnull=False)).order_by("-date_joined")
