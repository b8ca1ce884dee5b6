"""Rights of a picture begin and end at midnight, on pages that are kept, on cards and in the public store."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from cms.outlet.models import ShareCard
from cms.outlet.share_card import make_card
from media_pipeline.assets.models import Picture
from media_pipeline.assets.services import tell_of_ended_rights
from media_pipeline.assets.sizes import READER_SPECS
from tests.factories import PictureFactory, StoryFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def done(django_capture_on_commit_callbacks):
    """What stands in the block is committed, and workers have done what it rang for."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def published(section, done):
    def one(**rights):
        with done():
            picture = PictureFactory(size=(600, 400), **rights)
        with done():
            return StoryFactory(section=section, lead_picture=picture, published=True)

    return one


@pytest.fixture
def tomorrow(monkeypatch):
    """The clock passes midnight when it is called."""

    return lambda: monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY + timedelta(days=1))


def shown(client, story) -> bool:
    return "/media/images/" in client.get(story.url).content.decode()


def test_a_kept_page_loses_the_picture_at_midnight(client, published, tomorrow):
    story = published(rights_until=TODAY)
    assert shown(client, story) and shown(client, story)
    assert "/media/images/" in client.get("/").content.decode()
    tomorrow()
    for address in (story.url, "/"):
        page = client.get(address).content.decode()
        assert "/media/images/" not in page and "box.svg" not in page and "Nhà dài lúc chập tối." not in page


def test_a_kept_page_gets_the_picture_on_its_first_day(client, published, tomorrow):
    story = published(rights_from=TODAY + timedelta(days=1))
    assert not shown(client, story)
    tomorrow()
    assert shown(client, story)


def test_the_files_go_and_the_card_is_drawn_without_it_until_the_rights_are_prolonged(published, tomorrow, done):
    story = published(rights_until=TODAY)
    picture = Picture.objects.get()
    files = [row.file.name for row in picture.renditions.filter(filter_spec__in=READER_SPECS)]
    make_card(story_id=story.pk)
    with_picture = ShareCard.objects.get().digest
    assert files and all(map(default_storage.exists, files))

    tomorrow()
    with done():
        assert tell_of_ended_rights(now=timezone.now()) == 1
    assert not picture.renditions.filter(filter_spec__in=READER_SPECS).exists()
    assert not any(map(default_storage.exists, files))
    assert ShareCard.objects.get().digest != with_picture

    picture = Picture.objects.get()
    with done():
        picture.rights_until = TODAY + timedelta(days=30)
        picture.save()
    assert picture.renditions.filter(filter_spec__in=READER_SPECS).count() == len(files)
    assert ShareCard.objects.get().digest == with_picture
