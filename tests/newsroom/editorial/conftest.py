import pytest

from tests.newsroom.editorial.editing import build_desks
from tests.newsroom.editorial.verbs_house import THREE_GATES, TWO_GATES, House


@pytest.fixture
def house(db) -> House:
    return House(THREE_GATES)


@pytest.fixture
def small_house(db) -> House:
    return House(TWO_GATES)


@pytest.fixture
def desks():
    return build_desks()
