from newsroom.organizations.viewsets.brands import BrandViewSet
from newsroom.organizations.viewsets.organizations import OrganizationViewSet

__all__ = ["BrandViewSet", "OrganizationViewSet"]
