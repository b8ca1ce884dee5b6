"""“Chèn vào bài”: what was found goes to the end of a story that the person may change now."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from media_pipeline.assets.models import Asset, PressDocument
from newsroom.editorial.services.insertion import changeable
from newsroom.stories.models import Story
from tests.factories import DeskFactory, NewsroomFactory, PictureFactory, StoryFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["picture", "media", "story", "document"])
def test_what_was_found_goes_into_a_draft(house, client, kind):
    make = {
        "picture": PictureFactory,
        "media": lambda: Asset.objects.create(type="video", title="Phỏng vấn hiện trường", duration=400),
        "story": lambda: StoryFactory(section=house.section, desk=house.desk, published=True),
        "document": lambda: PressDocument.objects.create(title="Công văn", file=ContentFile(b"a", "a.zip")),
    }
    thing, draft = make[kind](), house.draft()
    client.force_login(house.reporter)
    response = client.post(
        reverse("newsroom_archive_insert"), {"kind": kind, "object": thing.pk, "story": draft.pk}, follow=True
    )
    assert "vào cuối bài" in response.content.decode() and "Mở bài" in response.content.decode()
    last = Story.objects.get(pk=draft.pk).get_latest_revision_as_object().body[-1]
    assert (
        last.block_type == {"picture": "picture", "media": "video", "story": "related", "document": "paragraph"}[kind]
    )


def test_what_may_not_go_into_a_draft_is_refused_in_a_sentence(house, client):
    old = PictureFactory(rights_until=timezone.localdate() - timedelta(days=1))
    draft, waiting = house.draft(), house.submitted()
    secret = StoryFactory(desk=DeskFactory(parent=NewsroomFactory()))
    client.force_login(house.reporter)

    def put(kind, thing, story):
        facts = {"kind": kind, "object": thing.pk, "story": story.pk}
        return client.post(reverse("newsroom_archive_insert"), facts, follow=True).content.decode()

    assert "không còn hiệu lực" in put("picture", old, draft)
    assert "Rút bài về rồi chèn" in put("picture", PictureFactory(), waiting)
    assert "Không thấy tư liệu này" in put("story", secret, draft)
    assert "Không thấy tư liệu này" in put("khong-co", draft, draft)
    client.force_login(house.colleague)
    assert "Bài này của người khác" in put("picture", PictureFactory(), draft)
    assert Story.objects.get(pk=draft.pk).latest_revision_id == draft.latest_revision_id


def test_whatever_a_person_may_change_now_is_offered_to_put_it_into(house, client):
    PictureFactory(title="Thác Dray Nur")
    mine, theirs = house.draft(title="Bài của phóng viên"), house.draft(owner=house.colleague, title="Bài đồng nghiệp")
    live, waiting = house.live(house.submitted(house.draft(title="Bài đã lên trang"))), house.submitted()
    offered = {
        who: {story.pk for story in changeable(who)}
        for who in (house.reporter, house.editor, house.chief, house.stranger)
    }
    assert offered[house.reporter] == {mine.pk, live.pk}
    assert offered[house.editor] == {mine.pk, theirs.pk, live.pk}
    assert offered[house.stranger] == set()
    house.do("claim", waiting, house.chief)
    assert waiting.pk in {story.pk for story in changeable(house.chief)}
    client.force_login(house.reporter)
    page = client.get(reverse("newsroom_archive"), {"q": "dray nur"}).content.decode()
    assert "Bài của phóng viên" in page and "Bài đã lên trang" in page and "Bài đồng nghiệp" not in page


def test_any_other_story_that_a_person_may_change_is_found_by_its_words(house, client):
    picture = PictureFactory(title="Thác Dray Nur")
    house.draft(title="Mưa đầu mùa ở Krông Bông")
    StoryFactory(desk=house.other_desk, section=house.section, title="Mưa ở ban khác")
    client.force_login(house.editor)
    address = reverse("newsroom_archive_choose")
    page = client.get(address, {"kind": "picture", "object": picture.pk, "q": "mua krong b"}).content.decode()
    assert "Mưa đầu mùa" in page and "ban khác" not in page and "Thác Dray Nur" in page
    assert (
        "Thử bớt chữ"
        in client.get(address, {"kind": "picture", "object": picture.pk, "q": "không có đâu"}).content.decode()
    )
    for wrong in (
        {},
        {"kind": "picture", "object": "9" * 30},
        {"kind": "user", "object": "1"},
        {"kind": "story", "object": "-1"},
    ):
        assert client.get(address, wrong).status_code == 404


def test_a_story_at_a_gate_is_changed_by_who_holds_it(house, client):
    story, picture = house.submitted(), PictureFactory()
    facts = {"kind": "picture", "object": picture.pk, "story": story.pk}
    client.force_login(house.chief)
    assert "Rút bài về rồi chèn" in client.post(reverse("newsroom_archive_insert"), facts, follow=True).content.decode()
    house.do("claim", story, house.chief)
    assert "vào cuối bài" in client.post(reverse("newsroom_archive_insert"), facts, follow=True).content.decode()
