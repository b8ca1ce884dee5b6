"""Who may add pictures and files, asked as Wagtail's own screens ask."""

import pytest
from django.urls import reverse

from newsroom.desks.roles import Role
from tests.factories import DeskFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "pictures", "documents"),
    [(Role.CONTRIBUTOR, 200, 302), (Role.REPORTER, 200, 200), (Role.EDITOR, 200, 200), (Role.CHIEF, 200, 200)],
)
def test_who_writes_adds_pictures_and_staff_add_documents(client, role, pictures, documents):
    client.force_login(UserFactory(roles=[(role, DeskFactory())]))
    assert client.get(reverse("wagtailimages:add_multiple")).status_code == pictures
    assert client.get(reverse("wagtaildocs:add_multiple")).status_code == documents


@pytest.mark.parametrize(("role", "answer"), [(Role.SECRETARY, 200), (Role.TECHNICIAN, 302), (Role.INSPECTOR, 302)])
def test_roles_of_the_newsroom_have_what_their_work_needs(client, role, answer):
    client.force_login(UserFactory(roles=[(role, DeskFactory().get_parent().specific)]))
    assert client.get(reverse("wagtailimages:index")).status_code == answer


def test_a_technician_reaches_sound_and_film(client):
    client.force_login(UserFactory(roles=[(Role.TECHNICIAN, DeskFactory().get_parent().specific)]))
    assert client.get(reverse("wagtailmedia:index")).status_code == 200
