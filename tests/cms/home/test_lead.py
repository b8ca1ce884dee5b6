"""Bố cục trang chủ: the secretary places the lead, readers see it at once, nobody overwrites another unseen."""

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from cms.core.models import Generation
from cms.home.models import HomePage, LeadSlot
from newsroom.desks.roles import Role
from tests.factories import BrandFactory, NewsroomFactory, PictureFactory, StoryFactory, UserFactory
from tests.newsroom.editorial.verbs_house import THREE_GATES, House

pytestmark = pytest.mark.django_db
LEAD = reverse("newsroom_home_lead")


@pytest.fixture
def house(db) -> House:
    return House(THREE_GATES)


@pytest.fixture
def secretary(client, house):
    client.force_login(house.secretary)
    return client


def live(house, title):
    return house.live(house.submitted(house.draft(title=title)))


def press(client, do, *stories, titles=(), **facts):
    """As the form posts it: every seat, then the button."""
    seen = facts.pop("seen", None) or client.get(LEAD).context["seen"]
    data = {
        "do": do,
        "story": [story.pk for story in stories],
        "title": titles or [""] * len(stories),
        "seen": seen,
        **facts,
    }
    return client.post(LEAD, data)


def seats(answer) -> list[str]:
    return [row.title for _name, _seat, row in answer.context["slots"]["placed"]]


def test_placing_shows_at_once_and_is_written_down(secretary, house):
    first, second = live(house, "Cao tốc thông xe"), live(house, "Ngày hội đua voi")
    before = Generation.current()
    answer = press(secretary, "save", second, first, titles=["Đua voi Buôn Đôn", ""])
    assert answer.status_code == 302
    slots = list(LeadSlot.objects.values_list("position", "story", "title"))
    assert slots == [(1, second.pk, "Đua voi Buôn Đôn"), (2, first.pk, "")]
    assert Generation.current() > before
    assert PageLogEntry.objects.get(action="newsroom.home_lead").data == {"stories": [second.pk, first.pk]}
    front = secretary.get("/").content.decode()
    assert front.index("Đua voi Buôn Đôn") < front.index("Cao tốc thông xe")


def test_buttons_rearrange_without_telling_readers(secretary, house):
    one, two = live(house, "Một"), live(house, "Hai")
    assert seats(press(secretary, "down:0", one, two)) == ["Hai", "Một"]
    assert seats(press(secretary, "up:1", one, two)) == ["Hai", "Một"]
    assert seats(press(secretary, "drop:0", one, two)) == ["Hai"]
    assert seats(press(secretary, f"put:{two.pk}", one)) == ["Một", "Hai"]
    assert seats(press(secretary, f"put:{two.pk}", one, into="0")) == ["Hai"]
    assert not LeadSlot.objects.exists()


def test_unsaved_work_is_marked(secretary, house):
    story = live(house, "Một")
    assert "Chưa đưa lên trang chủ" not in secretary.get(LEAD).content.decode()
    assert "Chưa đưa lên trang chủ" in press(secretary, f"put:{story.pk}").content.decode()


def test_a_story_that_is_not_out_says_what_readers_see_meanwhile(secretary, house):
    story = house.approved(house.submitted(house.draft(title="Chờ đăng")))
    page = press(secretary, f"put:{story.pk}").content.decode()
    assert "trước đó bạn đọc thấy bài kế tiếp" in page
    press(secretary, "save", story)
    assert "Chờ đăng" not in secretary.get("/").content.decode()


def test_a_second_editor_does_not_overwrite_what_they_have_not_seen(client, secretary, house):
    one, two = live(house, "Một"), live(house, "Hai")
    seen = secretary.get(LEAD).context["seen"]
    press(secretary, "save", one)
    client.force_login(house.second_secretary)
    answer = press(client, "save", two, seen=seen)
    assert answer.status_code == 409
    assert str(house.secretary) in answer.content.decode()
    assert seats(answer) == ["Hai"]
    assert LeadSlot.objects.get().story_id == one.pk


def test_preview_shows_readers_page_and_leaves_nothing(secretary, house):
    story = live(house, "Xem trước thôi")
    generation = Generation.current()
    answer = press(secretary, "preview", story, titles=["Tít thử"])
    assert "Tít thử" in answer.content.decode()
    assert not LeadSlot.objects.exists()
    assert Generation.current() == generation
    assert "Tít thử" not in secretary.get("/").content.decode()


def test_words_without_marks_find_the_story_to_place(secretary, house):
    story = live(house, "Lễ mừng lúa mới của người Ê-đê")
    live(house, "Chuyện khác")
    answer = press(secretary, "find", q="le mung lua moi")
    assert [row.pk for row in answer.context["pool"]] == [story.pk]


def test_another_organizations_story_cannot_be_placed(secretary, house):
    from tests.factories import DeskFactory

    foreign = StoryFactory(desk=DeskFactory(parent=NewsroomFactory()))
    assert seats(press(secretary, f"put:{foreign.pk}")) == []
    press(secretary, "save", foreign)
    assert not LeadSlot.objects.exists()


@pytest.mark.parametrize("name", ["reporter", "chief", "leader", "contributor"])
def test_only_secretaries_place_the_lead(client, house, name):
    live(house, "Một")
    client.force_login(getattr(house, name))
    assert client.get(LEAD).status_code == 302
    assert client.post(LEAD, {"do": "save"}).status_code == 302
    assert f'"{LEAD}"' not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_a_secretary_of_another_organization_does_not_reach_it(client, house):
    live(house, "Một")
    abroad = NewsroomFactory(organization=BrandFactory().organization)
    client.force_login(UserFactory(roles=[(Role.SECRETARY, abroad)]))
    assert client.get(reverse("newsroom_home_lead_of", args=[HomePage.objects.get().pk])).status_code == 404
    assert "chưa có trang chủ nào" in client.get(LEAD).content.decode()


@pytest.mark.parametrize(
    "data", [{}, {"do": "up:x"}, {"do": "put:99999"}, {"do": "change:77"}, {"story": "x", "do": "save"}]
)
def test_nonsense_is_not_a_crash(secretary, house, data):
    live(house, "Một")
    assert secretary.post(LEAD, {"seen": secretary.get(LEAD).context["seen"], **data}).status_code in (200, 302)


def test_what_the_clock_fills_in_stands_as_it_stands_on_the_page(secretary, house):
    for title, picture in (("Có ảnh", PictureFactory()), ("Không ảnh một", None), ("Không ảnh hai", None)):
        house.live(house.submitted(house.draft(title=title, lead_picture=picture)))
    shown = [placement.story.title for _name, placement in secretary.get(LEAD).context["slots"]["auto"]]
    front = secretary.get("/").content.decode()
    assert shown == sorted(shown, key=front.index) == ["Có ảnh", "Không ảnh hai", "Không ảnh một"]


def test_who_else_has_the_page_open_is_said(client, house):
    client.force_login(house.secretary)
    client.get(LEAD)
    assert f"{house.secretary} cũng" not in client.get(LEAD).content.decode()
    client.force_login(house.second_secretary)
    assert f"{house.secretary} cũng mở trang này lúc" in client.get(LEAD).content.decode()
    press(client, "put:0")
    client.force_login(house.secretary)
    assert f"{house.second_secretary} cũng đang sửa trang này" in client.get(LEAD).content.decode()
