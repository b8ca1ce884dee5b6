from newsroom.people.viewsets.contributors import ContributorViewSet

__all__ = ["ContributorViewSet"]
