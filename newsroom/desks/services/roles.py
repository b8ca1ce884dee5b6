"""Phân vai: who has which role where."""

from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from newsroom.desks.errors import LastAdministrator, OutsideYourNewsroom
from newsroom.desks.models import Newsroom, RoleGroup
from newsroom.desks.queries import newsrooms_for
from newsroom.desks.roles import Right, Role


def administered_by(user):
    """Newsrooms whose roles this person gives: their own; every one for a superuser."""
    return Newsroom.objects.all() if user.is_superuser else newsrooms_for(user, Right.STRUCTURE)


def roles_within(newsrooms):
    """Every role of these newsrooms and of their desks, in the order of the tree."""
    found = RoleGroup.objects.none()
    for newsroom in newsrooms:
        found |= RoleGroup.objects.filter(page__path__startswith=newsroom.path)
    return found.select_related("page", "group").order_by("page__path", "pk")


@transaction.atomic
def assign_roles(*, person, role_ids: Iterable[int], by, now) -> bool:
    """Leave the person exactly these roles in the newsrooms that `by` administers; roles elsewhere stay. Logged.

    Returns whether anything changed. Raises LastAdministrator, OutsideYourNewsroom.
    """
    # One change at a time: two administrators who take away each other's role must not both succeed.
    newsrooms = administered_by(by).select_for_update(of=("self",))
    open_roles = {role.pk: role for role in roles_within(newsrooms)}
    wanted = set(role_ids)
    if wanted - open_roles.keys():
        raise OutsideYourNewsroom(_("Vai này thuộc tòa soạn khác. Chỉ quản trị viên của tòa soạn đó mới giao được."))
    had = set(RoleGroup.objects.filter(group__user=person, pk__in=open_roles).values_list("pk", flat=True))
    added = [open_roles[pk] for pk in sorted(wanted - had)]
    removed = [open_roles[pk] for pk in sorted(had - wanted)]
    for role in removed:
        refuse_last_administrator(person, role)
    person.groups.add(*(role.group_id for role in added))
    person.groups.remove(*(role.group_id for role in removed))
    forget_standing(person)
    if added or removed:
        facts = {"added": [str(role) for role in added], "removed": [str(role) for role in removed]}
        log(instance=person, action="newsroom.roles", user=by, data=facts, timestamp=now)
    return bool(added or removed)


def refuse_last_administrator(person, role: RoleGroup) -> None:
    if role.role == Role.ADMINISTRATOR and not _others(role, person).exists():
        raise LastAdministrator(
            _("%(page)s phải còn ít nhất một quản trị viên. Giao vai quản trị viên cho người khác trước.")
            % {"page": role.page.title}
        )


def is_last_administrator(person) -> bool:
    """Whether some newsroom, or the whole house, would be left without an administrator."""
    held = RoleGroup.objects.filter(group__user=person, role=Role.ADMINISTRATOR)
    if any(not _others(role, person).exists() for role in held):
        return True
    superusers = get_user_model().objects.filter(is_superuser=True, is_active=True)
    return person.is_superuser and not superusers.exclude(pk=person.pk).exists()


def _others(role: RoleGroup, person):
    return role.group.user_set.filter(is_active=True).exclude(pk=person.pk)


def forget_standing(person) -> None:
    """What this instance read of its own roles is old now."""
    for seen in ("_standing", "_perm_cache", "_group_perm_cache"):
        person.__dict__.pop(seen, None)
