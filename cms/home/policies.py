from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from cms.home.models import HomePage
from newsroom.desks.queries import organizations_of


class RedirectPolicy(ModelPermissionPolicy):
    """A redirect may send away the readers of any site: who keeps them answers for every organization that has one."""

    def user_has_permission(self, user, action):
        return super().user_has_permission(user, action) and (user.is_superuser or not _sites_of_others(user).exists())


def _sites_of_others(user):
    own = HomePage.objects.filter(brand__organization__in=organizations_of(user))
    return Site.objects.exclude(root_page__in=own.values("pk"))


def register() -> None:
    register_permission_policy(Redirect, RedirectPolicy(Redirect))
