"""What a person may administer: Wagtail's model permissions, narrowed to the organizations they work for."""

from django.contrib.auth import get_user_model
from django.db.models import Q
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from newsroom.desks.models import Desk, RoleGroup, Section
from newsroom.desks.queries import may, organizations_of
from newsroom.desks.roles import Right
from newsroom.desks.services.roles import is_last_administrator
from newsroom.desks.testers import KeptPagePermissionTester
from newsroom.organizations.models import Brand, Organization
from newsroom.people.models import Contributor


class OwnOrganizationPolicy(ModelPermissionPolicy):
    """Rows of one's own organizations; `path` leads from a row to its organization. A row of none is everyone's."""

    def __init__(self, model, path: str):
        super().__init__(model)
        self.path = path

    def reach(self, user):
        rows = self.model._default_manager.all()
        if user.is_superuser:
            return rows
        own = rows.filter(Q(**{f"{self.path}__in": organizations_of(user)}) | Q(**{f"{self.path}__isnull": True}))
        return own

    def user_has_permission_for_instance(self, user, action, instance):
        return self.user_has_permission(user, action) and self.reach(user).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user, actions):
        return self.reach(user) if self.user_has_any_permission(user, actions) else self.model._default_manager.none()


class StaffPolicy(OwnOrganizationPolicy):
    """Accounts of people whose every role is in one's own organizations, and of those without a role yet."""

    def __init__(self):
        super().__init__(get_user_model(), "")

    def reach(self, user):
        people = self.model._default_manager.all()
        if user.is_superuser:
            return people
        elsewhere = RoleGroup.objects.exclude(page__in=pages_of(organizations_of(user)))
        return people.filter(is_superuser=False).exclude(groups__role_group__in=elsewhere)

    def user_has_permission(self, user, action):
        # Stories, approvals and snapshots name people: an account is closed, not deleted.
        return action != "delete" and super().user_has_permission(user, action)

    def user_has_permission_for_instance(self, user, action, instance):
        if action == "deactivate":
            may_change = super().user_has_permission_for_instance(user, "change", instance)
            return may_change and user.pk != instance.pk and not is_last_administrator(instance)
        return super().user_has_permission_for_instance(user, action, instance)


class DeskPermissionTester(KeptPagePermissionTester):
    def can_add_subpage(self):
        """What is added to a desk is a story: for who writes there, which an administrator does not."""
        return may(self.user, Right.WRITE, self.page) and super().can_add_subpage()


def pages_of(organizations):
    """Newsrooms of these organizations and their desks."""
    from wagtail.models import Page

    reach = Q(pk__in=[])
    for path in organizations.values_list("newsroom__path", flat=True):
        reach |= Q(path__startswith=path)
    return Page.objects.filter(reach)


def register() -> None:
    """At the head of the first hooks module: later than Wagtail's own, earlier than the first question."""
    Desk.permission_tester = DeskPermissionTester
    register_permission_policy(Organization, OwnOrganizationPolicy(Organization, "pk"))
    register_permission_policy(Brand, OwnOrganizationPolicy(Brand, "organization"))
    register_permission_policy(Section, OwnOrganizationPolicy(Section, "brand__organization"))
    register_permission_policy(Contributor, OwnOrganizationPolicy(Contributor, "organization"))
    register_permission_policy(get_user_model(), StaffPolicy())
