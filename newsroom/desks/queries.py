from collections import defaultdict

from django.contrib.auth import get_user_model
from django.db.models import Q
from wagtail.models import Page

from newsroom.desks.models import Desk, Newsroom, RoleGroup
from newsroom.desks.roles import GRANTS
from newsroom.organizations.models import Organization
from newsroom.prepared import Prepared


@Prepared
def roles_of(user):
    return RoleGroup.objects.filter(group__user=user).values_list("page_id", "page__path", "role")


class Standing:
    """Every role one person has, read once a request: one query, however many desks there are."""

    def __init__(self, user):
        self.by_path: dict[str, set[str]] = defaultdict(set)
        self.pages: list[tuple[int, str, str]] = []
        if user.is_authenticated and user.is_active:
            for page_id, path, role in roles_of(user.pk):
                self.by_path[path].add(role)
                self.pages.append((page_id, path, role))

    def roles_at(self, path: str) -> set[str]:
        """Roles that reach the page at this tree path: its own, its desk's, its newsroom's."""
        return set().union(*(roles for root, roles in self.by_path.items() if path.startswith(root)))

    def may(self, right: str, path: str) -> bool:
        return any(right in GRANTS[role] for role in self.roles_at(path))

    def may_anywhere(self, right: str) -> bool:
        return any(right in GRANTS[role] for roles in self.by_path.values() for role in roles)

    def roots(self, right: str) -> list[str]:
        """Tree paths below which this person has the right."""
        return [path for path, roles in self.by_path.items() if any(right in GRANTS[role] for role in roles)]


def standing_of(user) -> Standing:
    if not hasattr(user, "_standing"):
        user._standing = Standing(user)
    return user._standing


def may(user, right: str, page) -> bool:
    """Whether any role of this person at this page, its desk or its newsroom grants the right."""
    return standing_of(user).may(right, page.path)


def desks_for(user, right: str):
    """Desks below which this person has the right."""
    roots = standing_of(user).roots(right)
    reach = Q(pk__in=[])
    for root in roots:
        reach |= Q(path__startswith=root)
    return Desk.objects.filter(reach)


def newsrooms_for(user, right: str):
    reach = Q(pk__in=[])
    for root in standing_of(user).roots(right):
        reach |= Q(path=root)
    return Newsroom.objects.filter(reach)


def organizations_of(user):
    """Organizations in which this person has any role."""
    paths = {path[: 2 * Page.steplen] for path in standing_of(user).by_path}
    return Organization.objects.filter(newsroom__path__in=paths)


def people_with_role(role: str, page: Page):
    """Active people who hold the role at this page or above it."""
    paths = [page.path[:end] for end in range(Page.steplen, len(page.path) + 1, Page.steplen)]
    return (
        get_user_model()
        .objects.filter(is_active=True, groups__role_group__role=role, groups__role_group__page__path__in=paths)
        .distinct()
        .order_by("last_name", "first_name")
    )
