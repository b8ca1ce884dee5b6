"""Rows for tests: `from tests.factories import StoryFactory`. Each factory makes what its row needs, unless it is given."""

from tests.factories.desks import (
    DeskFactory,
    GenreFactory,
    NewsroomFactory,
    PlaceFactory,
    SectionFactory,
    TagFactory,
    appoint,
)
from tests.factories.organizations import BrandFactory, LicenceFactory, OrganizationFactory
from tests.factories.pages import HomePageFactory, SectionPageFactory, StandardPageFactory
from tests.factories.people import ContributorFactory, UserFactory
from tests.factories.stories import CreditFactory, PictureFactory, StoryFactory, publish

__all__ = [
    "BrandFactory",
    "ContributorFactory",
    "CreditFactory",
    "DeskFactory",
    "GenreFactory",
    "HomePageFactory",
    "LicenceFactory",
    "NewsroomFactory",
    "OrganizationFactory",
    "PictureFactory",
    "PlaceFactory",
    "SectionFactory",
    "SectionPageFactory",
    "StandardPageFactory",
    "StoryFactory",
    "TagFactory",
    "UserFactory",
    "appoint",
    "publish",
]
