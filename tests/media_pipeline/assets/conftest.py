import pytest
from django.utils import timezone
from wagtail.models import Collection

from media_pipeline.assets import services
from tests.media_pipeline.assets.files import photograph, saved, sent


@pytest.fixture
def take(db):
    """`take(content=…, name=…, **typed)`: what comes of a file that somebody sent."""

    def one(content=None, *, name="IMG_1234.jpg", **typed):
        content = content or saved(photograph())
        collection = Collection.get_first_root_node()
        return services.take_in(sent(content, name), user=None, collection=collection, now=timezone.now(), **typed)

    return one


@pytest.fixture
def made(take):
    """`made(…)`: the same, with its files made."""

    def one(*arguments, **typed):
        picture = take(*arguments, **typed)
        make(picture)
        return picture

    return one


def make(picture):
    for order in picture.orders.filter(state="waiting"):
        services.work(order_id=order.pk, now=timezone.now())
