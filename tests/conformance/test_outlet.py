"""What `newsroom.stories.ports.Outlet` asks of every website that shows stories."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from media_pipeline.assets.models import RenditionOrder
from media_pipeline.assets.services import work
from newsroom.stories import ports
from tests.factories import BrandFactory, PictureFactory, SectionFactory, SectionPageFactory, StoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(params=range(len(ports.outlets)), ids=lambda place: type(ports.outlets[place]).__name__)
def outlet(request):
    return ports.outlets[request.param]


@pytest.fixture
def section(db):
    section = SectionFactory(brand=BrandFactory(name="Báo Đắk Lắk"), slug="van-hoa")
    SectionPageFactory(section=section)
    return section


@pytest.fixture
def picture(db):
    picture = PictureFactory()
    for order in RenditionOrder.objects.filter(picture=picture):
        work(order_id=order.pk, now=timezone.now())
    return picture


@pytest.fixture
def anonymous(rf):
    request = rf.get("/", SERVER_NAME="localhost")
    request.user = AnonymousUser()
    return request


def test_a_section_has_its_page_or_none(outlet, section):
    assert outlet.section_page(section) == section.page
    assert outlet.section_page(SectionFactory()) is None
    assert outlet.section_page(None) is None


def test_the_page_of_a_live_story_is_what_an_anonymous_reader_gets(outlet, client, section, anonymous):
    story = StoryFactory(section=section, published=True)
    page = outlet.page(story, anonymous).render()
    assert page.status_code == 200
    assert page.content.decode() == client.get(story.url, headers={"host": "localhost"}).content.decode()


def test_a_draft_without_section_or_address_has_a_page_for_the_editor(outlet, anonymous, section):
    story = StoryFactory(section=None, title="Bản nháp")
    assert "Bản nháp" in outlet.page(story, anonymous).render().content.decode()


def test_render_answers_the_html_and_every_picture_it_shows(outlet, client, section, picture):
    story = StoryFactory(section=section, published=True, lead_picture=picture)
    html, names = outlet.render(story)
    assert story.title in html and html == client.get(story.url, headers={"host": "localhost"}).content.decode()
    assert names and all(name in html and picture.renditions.filter(file=name).exists() for name in names)
