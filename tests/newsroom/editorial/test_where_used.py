"""Nơi dùng of a picture or document: whoever may use the file sees the stories that they may see anyway."""

import pytest
from django.urls import reverse
from wagtail.models import Collection, ReferenceIndex

from media_pipeline.assets.models import PressDocument
from newsroom.desks.roles import Role
from newsroom.stories.models import Story
from tests.factories import PictureFactory
from tests.media_pipeline.assets.files import sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture():
    return PictureFactory()


def indexed(story) -> Story:
    story = Story.objects.get(pk=story.pk)
    ReferenceIndex.create_or_update_for_object(story)
    return story


def rows(client, picture) -> str:
    answer = client.get(reverse("wagtailimages:image_usage", args=[picture.pk]))
    assert answer.status_code == 200
    return answer.content.decode().partition("<table")[2]


def test_a_reporter_sees_stories_of_the_desk_and_what_readers_see_and_no_other_title(client, house, picture):
    at_home = indexed(house.draft(title="Chợ phiên Ea Kar", lead_picture=picture))
    outside = indexed(house.live(house.submitted(house.draft(title="Mưa lớn ở Krông Bông", lead_picture=picture))))
    stranger = house.person(Role.REPORTER, house.other_desk)

    client.force_login(house.reporter)
    mine = rows(client, picture)
    assert reverse("wagtailadmin_pages:edit", args=[at_home.pk]) in mine and "Chợ phiên Ea Kar" in mine

    client.force_login(stranger)
    theirs = rows(client, picture)
    assert "Chợ phiên" not in theirs and "bạn chưa được xem" in theirs
    assert outside.url in theirs and "Mưa lớn ở Krông Bông" in theirs
    assert reverse("wagtailimages:edit", args=[picture.pk]) not in theirs


def test_documents_too(client, house):
    document = PressDocument.objects.create(
        title="Bảng", file=sent(b"a;b", "bang.csv"), collection=Collection.get_first_root_node()
    )
    client.force_login(house.reporter)
    answer = client.get(reverse("wagtaildocs:document_usage", args=[document.pk]))
    assert answer.status_code == 200 and "Nơi dùng" in answer.content.decode()


def test_who_may_not_use_pictures_is_not_told(client, house, picture):
    client.force_login(house.person(Role.INSPECTOR, house.newsroom))
    assert client.get(reverse("wagtailimages:image_usage", args=[picture.pk])).status_code in {302, 403}
