"""WCAG 2.2 AA and axe's best practice: no finding on any page type, at 360 and 1280 px, light and dark, no sideways scroll."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from newsroom.stories.models import Withdrawal
from tests.factories import (
    BrandFactory,
    ContributorFactory,
    GenreFactory,
    HomePageFactory,
    LicenceFactory,
    PictureFactory,
    PlaceFactory,
    SectionFactory,
    SectionPageFactory,
    StandardPageFactory,
    StoryFactory,
)

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PAGES = (
    "story", "document", "gone", "/", "/van-hoa/", "/the/khan/", "/tac-gia/ha/", "/moi-nhat/", "/tim-kiem/?q=lop+hoc",
    "/gioi-thieu/", "/khong-co/", "/tai-khoan/login/", "/tai-khoan/password/reset/",
)  # fmt: skip


@pytest.fixture
def site(live_server):
    """Every page type with everything it can show; {name: address}."""
    brand = BrandFactory(name="Báo Đắk Lắk", is_sample=True)
    LicenceFactory(brand=brand)
    HomePageFactory(brand=brand)
    sections = [SectionFactory(brand=brand, name=name, slug=slug) for name, slug in
                (("Văn hóa", "van-hoa"), ("Kinh tế", "kinh-te"), ("Xã hội", "xa-hoi"))]  # fmt: skip
    SectionPageFactory(
        section=SectionFactory(brand=brand, slug="di-san"), parent=SectionPageFactory(section=sections[0])
    )
    StandardPageFactory(body="<h2>Chúng tôi làm gì</h2><p>Đưa <a href='/'>tin</a>.</p>")
    person, picture = ContributorFactory(slug="ha", bio="Phóng viên."), PictureFactory()
    stories = [StoryFactory(
        section=sections[number % 3], published=True, authors=[person], tags=["Khan"], kicker="Giữ tiếng mẹ đẻ" if number else "Giữ/tiếng/" * 9,
        lead_picture=picture if number % 2 else None,
    ) for number in range(8)]  # fmt: skip
    shot = {"image": picture, "caption": "Rẫy", "credit": "Ảnh: T", "alt": "Rẫy cà phê"}
    story = StoryFactory(section=sections[0], published=True, authors=[person], tags=["Khan"], places=[PlaceFactory()],
        lead_picture=picture, ai_provenance="assisted", ai_tool="Công cụ", source="TTXVN", body=[
            ("paragraph", {"text": "<p>Một <a href='/'>liên kết</a>.</p>", "language": "rad"}),
            ("heading", "Tít phụ"), ("picture", {**shot, "crop": "wide"}),
            ("gallery", {"credit": "", "pictures": [shot, shot]}),
            ("quote", {"text": "Giữ tiếng chiêng", "name": "Ama Thuột", "role": ""}),
            ("facts", {"title": "Cần biết", "text": "<ul><li>Miễn phí</li></ul>"}),
            ("table", {"caption": "", "table": {"data": [["Vòng", "Số"], ["Trong", "13"]]}}),
            ("embed", {"embed": "https://youtu.be/dQw4w9WgXcQ", "what": "Một tối"}),
            ("related", {"stories": stories[:2]}),
        ])  # fmt: skip
    document = StoryFactory(section=sections[0], published=True, genre=GenreFactory(code="van-ban"),
        document_facts={"kind": "Kế hoạch", "issuer": "UBND", "milestones": [{"time": "2030", "text": "Tổng kết"}]},
        body=[("heading", "I. Mục đích"), ("heading", "1. Chung"), ("paragraph", {"text": "<p>a) Đúng hạn.</p>"}),
              ("table", {"caption": "", "table": {"data": [["Chủ trì", "Thời gian"], ["Sở", "2024"]]}})])  # fmt: skip
    gone = stories[0]
    Withdrawal.objects.create(story=gone, reason="Sai sự thật", at=timezone.now(), by=gone.owner)
    gone.live = False
    gone.save()
    return {"story": story.url, "document": document.url, "gone": gone.url}


@pytest.mark.parametrize("width", [360, 1280])
def test_no_finding_on_any_page_type(site, open_page, width):
    page, axe, findings = open_page(width), Axe(), []
    for name in PAGES:
        page.goto(site.get(name, name))
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found = axe.run(page, options=RULES).response["violations"]
            findings += [f"{name} {scheme} {each['id']}: {each['nodes'][0]['html'][:120]}" for each in found]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            findings.append(f"{name}: sideways scroll")
    assert findings == []


@pytest.fixture
def story(live_server):
    body = [
        ("paragraph", {"text": "<p>Một tối ở lớp học.</p>", "language": ""}),
        ("embed", {"embed": "https://youtu.be/dQw4w9WgXcQ", "what": "Một tối"}),
    ]
    return StoryFactory(published=True, body=body)


def test_text_size_needs_no_script_and_is_kept_where_there_is_one(story, open_page):
    size = "getComputedStyle(document.querySelector('.prose')).fontSize"
    bare = open_page(360, javascript=False)
    bare.goto(story.url)
    bare.locator("#co-rat-lon").check(force=True)
    assert bare.locator(".prose").evaluate("box => getComputedStyle(box).fontSize") == "26px"
    page = open_page(360)
    page.goto(story.url)
    page.locator("#co-lon").check(force=True)
    page.reload()
    assert page.evaluate(size) == "22px"


def test_an_embed_contacts_nobody_before_consent(story, open_page):
    page, asked = open_page(1280), []
    page.on("request", lambda request: asked.append(request.url))
    page.route(
        "https://www.youtube-nocookie.com/**",
        lambda route: route.fulfill(body="<title>x</title>", content_type="text/html"),
    )
    page.goto(story.url)
    assert not [
        url for url in asked if "localhost" not in url and "127.0.0.1" not in url and not url.startswith("data:")
    ]
    page.get_by_role("button", name="Hiện nội dung").click()
    assert page.locator("iframe.embed__frame").get_attribute("src").startswith("https://www.youtube-nocookie.com/")
