"""Every search box of the newsroom, through the web: Wagtail's pages, pictures, documents, people, and our synonyms."""

import re
import unicodedata

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from media_pipeline.assets.models import PressDocument
from newsroom.desks.roles import Role
from newsroom.search.models import Synonym
from newsroom.search.queries import search_public
from tests.factories import (
    ContributorFactory,
    DeskFactory,
    NewsroomFactory,
    PictureFactory,
    StoryFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db]

TYPED = ["DAK LAK", unicodedata.normalize("NFD", "Đắk Lắk"), "đăk lă"]
BOXES = {
    "wagtailadmin_pages:search": "Mưa lớn ở Đắk Lắk",
    "wagtailadmin_choose_page_search": "Mưa lớn ở Đắk Lắk",
    "wagtailimages:index": "Hồ Đắk Lắk",
    "wagtailimages_chooser:choose_results": "Hồ Đắk Lắk",
    "wagtaildocs:index": "Quyết định Đắk Lắk",
    "wagtaildocs_chooser:choose_results": "Quyết định Đắk Lắk",
    "contributor:index": "Nguyễn Đắk Lắk",
}


@pytest.fixture
def keeper():
    return UserFactory(is_superuser=True)


@pytest.fixture
def archive(keeper):
    """Drafts of the person who looks: nobody finds those of a desk they do not read."""
    StoryFactory(title="Mưa lớn ở Đắk Lắk", owner=keeper)
    StoryFactory(title="Nắng ở Gia Lai", owner=keeper)
    PictureFactory(title="Hồ Đắk Lắk")
    PictureFactory(title="Chợ Gia Lai")
    for title in ("Quyết định Đắk Lắk", "Quyết định Gia Lai"):
        PressDocument.objects.create(title=title, file=ContentFile(b"%PDF-1.4", "quyet-dinh.pdf"))
    ContributorFactory(name="Nguyễn Đắk Lắk", slug="nguyen-dak-lak")
    ContributorFactory(name="Nguyễn Gia Lai", slug="nguyen-gia-lai")


@pytest.fixture
def administrator(client, keeper):
    client.force_login(keeper)
    return client


@pytest.mark.parametrize("typed", TYPED)
def test_every_box_finds_the_province_however_it_is_typed(archive, administrator, typed):
    for box, wanted in BOXES.items():
        answer = administrator.get(reverse(box), {"q": typed})
        shown = re.sub(r"\s+", " ", answer.content.decode())
        assert answer.status_code == 200, box
        assert wanted in shown, box
        assert wanted.replace("Đắk Lắk", "Gia Lai").replace("Mưa lớn", "Nắng").replace("Hồ", "Chợ") not in shown, box


@pytest.mark.parametrize("typed", ['tivi 12"', "\x00", "* OR ("])
def test_no_box_breaks(archive, administrator, typed):
    for box in [*BOXES, "wagtailusers_users:index", "wagtailsnippets_search_synonym:list"]:
        assert administrator.get(reverse(box), {"q": typed}).status_code == 200, box


def test_the_admins_own_api_follows(archive, administrator, client):
    def titles(typed):
        answer = client.get("/quan-tri/api/main/pages/", {"search": typed})
        assert answer.status_code == 200, typed
        return {item["title"] for item in answer.json()["items"]}

    for typed in TYPED[:2]:
        assert "Mưa lớn ở Đắk Lắk" in titles(typed) and "Nắng ở Gia Lai" not in titles(typed)
    for typed in ('tivi 12"', "\x00", "* OR (", "x" * 20_000):
        titles(typed)
    client.force_login(UserFactory(roles=[(Role.REPORTER, DeskFactory(parent=NewsroomFactory()))]))
    assert "Mưa lớn ở Đắk Lắk" not in titles("dak lak"), "a draft of another house"


def test_a_picture_is_found_by_its_caption(administrator):
    PictureFactory(title="DSC_0012", caption="Đua voi ở Buôn Đôn")
    PictureFactory(title="DSC_0013", caption="Bến nước")
    shown = administrator.get(
        reverse("wagtailimages_chooser:choose_results"), {"q": "dua voi buon don"}
    ).content.decode()
    assert "DSC_0012" in shown
    assert "DSC_0013" not in shown


def test_an_editor_adds_a_way_of_writing_and_readers_use_it(administrator):
    StoryFactory(title="Đại ngàn Tây Nguyên", published=True)
    assert search_public("cao nguyên").total == 0
    answer = administrator.post(reverse("wagtailsnippets_search_synonym:add"), {"variants": "Tây Nguyên|cao nguyên"})
    assert answer.status_code == 302
    assert Synonym.objects.filter(variants="Tây Nguyên|cao nguyên").exists()
    assert [row.title for row in search_public("cao nguyên").rows] == ["Đại ngàn Tây Nguyên"]


def test_one_way_of_writing_is_not_enough(administrator):
    answer = administrator.post(reverse("wagtailsnippets_search_synonym:add"), {"variants": "Tây Nguyên"})
    assert "Viết ít nhất hai cách" in answer.content.decode()
