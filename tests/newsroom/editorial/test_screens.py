"""The newsroom's lists in real Chromium: axe, sideways scroll, keys, a press on Nhận duyệt."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse

from cms.home.models import HomePage, LeadSlot
from newsroom.desks.roles import Role
from newsroom.editorial.models import StoryStatus
from tests.factories import LicenceFactory
from tests.newsroom.editorial.verbs_house import THREE_GATES, House, in_hours

pytestmark = pytest.mark.django_db(transaction=True)
LISTS = ("newsroom_stories", "newsroom_home_lead", "newsroom_rights")
SETTLED = 300  # The sidebar slides away when the window narrows.
# What stands outside the window to the right, unless it scrolls inside a part of its own.
OUTSIDE = """() => [...document.querySelectorAll('main *, .nr-strip *')].filter((part) => {
  const box = part.getBoundingClientRect();
  if (!part.checkVisibility() || box.right <= innerWidth + 1) return false;
  for (let up = part.parentElement; up && up.tagName !== 'MAIN'; up = up.parentElement)
    if (['auto', 'scroll', 'hidden'].includes(getComputedStyle(up).overflowX)) return false;
  return getComputedStyle(part).position !== 'fixed';
}).map((part) => part.outerHTML.slice(0, 120))"""


@pytest.fixture
def busy(transactional_db):
    """A house with something in every box, long words and an incomplete licence."""
    house = House(THREE_GATES)
    LicenceFactory(brand=house.section.brand, phone="", address="")
    title = "Nghị quyết về hỗ trợ nhà ở cho đồng bào dân tộc thiểu số xã Cư Pơng, Ea Hleo và Krông Năng"
    waiting = house.approve(house.submitted(house.draft(title=title)), house.chief)
    StoryStatus.objects.filter(pk=waiting.pk).update(due_at=in_hours(-1), embargo_until=in_hours(30))
    house.approve(house.submitted(), house.chief)
    house.submitted(house.draft(owner=house.secretary))
    back = house.submitted()
    house.do("claim", back, house.chief)
    house.do("send_back", back, house.chief, reason="Thiếu ý kiến của phường. Ảnh 3 chưa có chú thích.")
    house.approved()
    out = house.live()
    LeadSlot.objects.create(
        home=HomePage.objects.get(), position=1, story=out, placed_by=house.secretary, placed_at=in_hours(0)
    )
    house.administrator = house.person(Role.ADMINISTRATOR, house.newsroom)
    return house


@pytest.fixture
def open_as(open_page, live_server):
    def give(user, *size, **options):
        client = Client()
        client.force_login(user)
        page = open_page(*size, **options)
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": live_server.url}]
        )
        return page

    return give


@pytest.mark.parametrize("width", [360, 1280])
def test_no_finding_of_axe_in_light_or_dark(busy, open_as, width):
    findings = []
    for person, addresses in {
        busy.secretary: ["wagtailadmin_home", *LISTS, "newsroom_write"],
        busy.reporter: ["wagtailadmin_home"],
        busy.administrator: ["wagtailadmin_home"],
    }.items():
        page = open_as(person, width)
        for name in addresses:
            page.goto(reverse(name))
            page.wait_for_load_state("networkidle")
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                found = Axe().run(page).response["violations"]
                findings += [f"{name} {scheme} {each['id']}: {each['nodes'][0]['html'][:120]}" for each in found]
    assert findings == []


def test_nothing_stands_outside_the_window_at_any_width(busy, open_as):
    page, outside = open_as(busy.secretary, 320), []
    for name in ("wagtailadmin_home", *LISTS):
        page.goto(reverse(name))
        for width in (320, 360, 768, 1024, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.wait_for_timeout(SETTLED)
            outside += [f"{name} {width}: {part}" for part in page.evaluate(OUTSIDE)]
    assert outside == []


def test_one_press_takes_a_story_up_and_opens_it(busy, open_as):
    page = open_as(busy.secretary, 360)
    page.goto(reverse("wagtailadmin_home"))
    row = page.locator(".nr-row--hot").first
    row.get_by_role("button", name="Nhận duyệt").click()
    page.wait_for_url("**/edit/")
    assert StoryStatus.objects.filter(holder=busy.secretary, state="editing").count() == 1


def test_keys_walk_the_rows_and_open_a_blank_story(busy, open_as):
    page = open_as(busy.reporter)
    page.goto(reverse("wagtailadmin_home"))
    page.keyboard.press("j")
    page.keyboard.press("j")
    links = page.locator(".nr-row__t a")
    assert page.evaluate("document.activeElement.textContent") == links.nth(1).text_content()
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.textContent") == links.nth(0).text_content()
    page.keyboard.press("n")
    page.wait_for_url("**/add/stories/story/*/")


def test_typing_in_the_search_box_finds_while_it_is_typed(busy, open_as):
    page = open_as(busy.secretary)
    page.goto(reverse("newsroom_stories"))
    page.locator("main").get_by_role("textbox", name="Tìm").first.fill("nghi quyet ho tro")
    page.wait_for_function("document.querySelectorAll('.nr-list tbody tr').length === 1")
    assert "Nghị quyết về hỗ trợ" in page.locator(".nr-list tbody").text_content()


def test_the_lead_is_placed_with_buttons_alone(busy, open_as):
    page = open_as(busy.secretary, 360)
    page.goto(reverse("newsroom_home_lead"))
    page.get_by_role("button", name="Đưa vào ô").first.click()
    page.get_by_role("button", name="Đưa lên: Nổi bật 1").click()
    page.get_by_role("button", name="Đưa lên trang chủ").click()
    page.get_by_text("Bố cục mới đã lên trang chủ.").wait_for()
    assert LeadSlot.objects.count() == 2
