"""What the house itself lacks, for those who keep it: licence data, people without a role."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import get_user_model
from django.utils import timezone

from newsroom.desks.models import Newsroom, RoleGroup
from newsroom.desks.queries import organizations_of, standing_of
from newsroom.desks.roles import Right
from newsroom.organizations.models import Brand
from newsroom.organizations.queries import brands_lacking_licence

NEWSROOM_PATH = 2 * Newsroom.steplen


@dataclass(frozen=True)
class LicenceGap:
    """A masthead and the labels of what its licence lacks; `missing` is None where there is no licence in force."""

    brand: Brand
    missing: list[str] | None


def keeps_house(user) -> bool:
    """Administrators, and the first account, which has no role yet."""
    return user.is_superuser or standing_of(user).may_anywhere(Right.STRUCTURE)


def reads_stories(user) -> bool:
    """Whether there is any story for this person: their own, or colleagues'."""
    standing = standing_of(user)
    return standing.may_anywhere(Right.WRITE) or standing.may_anywhere(Right.READ)


def licence_gaps(user, now: datetime) -> list[LicenceGap]:
    """What the licences of this person's organizations lack; one query when they lack nothing."""
    day = timezone.localdate(now)
    organizations = None if user.is_superuser else organizations_of(user)
    gaps = []
    for brand in brands_lacking_licence(day, organizations):
        licence = brand.licence_on(day)
        gaps.append(LicenceGap(brand, licence.missing if licence else None))
    return gaps


def people_without_role():
    """Active accounts that can do nothing yet."""
    with_role = RoleGroup.objects.values("group__user")
    people = get_user_model().objects.filter(is_active=True, is_superuser=False)
    return people.exclude(pk__in=with_role.filter(group__user__isnull=False)).order_by("-date_joined")
