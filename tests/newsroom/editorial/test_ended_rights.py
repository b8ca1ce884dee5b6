"""A last day is over: picture and film leave the page, and those who answer for the story hear of it once."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import ReferenceIndex

from media_pipeline.assets.services import tell_of_ended_rights
from newsroom.editorial.models import Notice
from newsroom.stories.models import Story
from tests.factories import PictureFactory
from tests.factories.media import AssetFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["picture", "film"])
def test_writers_and_secretaries_hear_of_it_once(house, kind):
    today = timezone.localdate()
    shown = PictureFactory(rights_until=today) if kind == "picture" else AssetFactory(known=True, rights_until=today)
    story = house.live(house.submitted(house.draft(**{"lead_picture" if kind == "picture" else "lead_media": shown})))
    ReferenceIndex.create_or_update_for_object(Story.objects.get(pk=story.pk))
    Notice.objects.all().delete()
    tomorrow = timezone.now() + timedelta(days=1)

    tell_of_ended_rights(now=timezone.now())
    assert not Notice.objects.exists()

    tell_of_ended_rights(now=tomorrow)
    tell_of_ended_rights(now=tomorrow)

    told = Notice.objects.values_list("person", flat=True)
    assert sorted(told) == sorted({house.reporter.pk, house.secretary.pk, house.second_secretary.pk})
    assert shown.title in Notice.objects.first().subject
    assert "Gia hạn ở trang của " + ("ảnh" if kind == "picture" else "tệp") in Notice.objects.first().text


def test_a_new_last_day_is_a_new_matter(house):
    film = AssetFactory(known=True, rights_until=timezone.localdate() - timedelta(days=1))
    now = timezone.now()
    assert tell_of_ended_rights(now=now) == 1

    for new in (timezone.localdate() + timedelta(days=1), None):
        film.rights_until = new
        film.save()
        assert tell_of_ended_rights(now=now) == 0
    film.rights_until = timezone.localdate() + timedelta(days=1)
    film.save()
    assert tell_of_ended_rights(now=now + timedelta(days=3)) == 1
