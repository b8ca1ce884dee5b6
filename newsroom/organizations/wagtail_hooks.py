from wagtail import hooks

from newsroom.organizations.viewsets import BrandViewSet, OrganizationViewSet


@hooks.register("register_admin_viewset")
def organization_screens():
    return [OrganizationViewSet(), BrandViewSet()]
