"""Địa chỉ chuyển hướng: kept by who answers for every site, or one organization would send away another's readers."""

import pytest
from wagtail.contrib.redirects.models import Redirect

from newsroom.desks.roles import Role
from tests.factories import BrandFactory, HomePageFactory, NewsroomFactory, OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db


def home_of(newsroom):
    return HomePageFactory(brand=BrandFactory(organization=newsroom.organization))


def opened(client, person) -> set[str]:
    client.force_login(person)
    redirect = Redirect.objects.get()
    doors = {
        "": "/",
        "add": "/add/",
        "edit": f"/{redirect.pk}/",
        "delete": f"/{redirect.pk}/delete/",
        "import": "/import/",
    }
    return {name for name, path in doors.items() if client.get(f"/quan-tri/redirects{path}").status_code == 200}


def test_an_administrator_keeps_them_while_every_site_is_their_own(client):
    newsroom = NewsroomFactory()
    home_of(newsroom)
    Redirect.objects.create(old_path="/cu", redirect_link="https://example.com/moi")
    administrator = UserFactory(roles=[(Role.ADMINISTRATOR, newsroom)])
    assert opened(client, administrator) == {"", "add", "edit", "delete", "import"}

    home_of(NewsroomFactory(organization=OrganizationFactory()))
    assert opened(client, type(administrator).objects.get(pk=administrator.pk)) == set()
    assert opened(client, UserFactory(is_superuser=True)) == {"", "add", "edit", "delete", "import"}
