import pytest

from newsroom.desks.roles import Role
from tests.factories import DeskFactory, NewsroomFactory, UserFactory


@pytest.fixture
def newsroom(db):
    return NewsroomFactory(title="Báo và PTTH Đắk Lắk")


@pytest.fixture
def desk(newsroom):
    return DeskFactory(parent=newsroom, title="Ban Kinh tế")


@pytest.fixture
def administrator(newsroom):
    return UserFactory(username="quantri", roles=[(Role.ADMINISTRATOR, newsroom)])


@pytest.fixture
def as_administrator(client, administrator):
    client.force_login(administrator)
    return client


@pytest.fixture
def as_superuser(client, django_user_model, db):
    client.force_login(django_user_model.objects.create_superuser("sep", "sep@example.com", "matkhau-dung-thu"))
    return client
