"""Soạn bài in real Chromium: a phone, two people at once, a lost line, a session that ends, words from Word and Zalo."""

from urllib.parse import urlparse

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from PIL import Image
from wagtail.models import Revision

from media_pipeline.assets.models import Picture
from newsroom.editorial.models import StoryStatus
from newsroom.stories.models import Story
from tests.factories.people import PASSWORD
from tests.newsroom.editorial.editing import add_url, build_desks, do, edit_url, written

pytestmark = pytest.mark.django_db(transaction=True)

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {font-family:"Times New Roman"}</style></head>
<body lang=VI><!--StartFragment-->
<p class=MsoNormal style='text-align:justify;line-height:150%'><b><span style='font-size:14.0pt;font-family:"Times New Roman",serif;color:red'>Cư M’gar</span></b><span style='font-size:14.0pt'> được mùa cà phê<o:p></o:p></span></p>
<p class=MsoNormal><span style='font-size:14.0pt'><o:p>&nbsp;</o:p></span></p>
<p class=MsoNormal><i>Giá công</i> hái tăng 20%.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>Buôn Bling<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>Buôn Ea Kpam<o:p></o:p></p>
<!--EndFragment--></body></html>"""  # noqa: E501
ZALO = (
    "<meta charset='utf-8'><div class='text'><span style=\"color: rgb(0,0,0); font-family: 'Segoe UI'; background-color:"
    ' rgb(229,239,255)">Theo xã Ea Kpam, vụ này</span><br><br><span>có 36.000 ha\u200b.</span></div><div><br></div>'
)
SAVED = "document.querySelector('[data-nr-save]').dataset.state === 'saved'"
STATE = "document.querySelector('[data-nr-save]').dataset.state === '{}'"
RICH = "#body-root .public-DraftEditor-content"
PASTE = """([field, html, text]) => {
  const data = new DataTransfer();
  data.setData('text/html', html);
  data.setData('text/plain', text);
  document.querySelector(field).dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: data }));
}"""
SETTLED = 2300  # Wagtail looks at a page for two seconds before it watches for changes


@pytest.fixture
def desks(transactional_db):
    return build_desks()


@pytest.fixture
def sign_in(live_server):
    """Give a page's browser this person's session."""

    def give(page, user):
        client = Client()
        client.force_login(user)
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": live_server.url}]
        )
        return page

    return give


def open_editor(page, address):
    page.goto(address)
    page.wait_for_timeout(SETTLED)


def saved(page, *, after=None):
    page.wait_for_function(SAVED, timeout=20_000)


def findings(page) -> list[str]:
    answer = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})
    return [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in answer.response["violations"]]


def is_too_wide(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def test_a_reporter_writes_on_a_phone_and_hands_in(desks, open_page, sign_in, tmp_path):
    page = sign_in(open_page(360, 740), desks.writer)
    open_editor(page, add_url(desks.desk))
    page.fill("#id_title", "Cư M'gar được mùa cà phê")
    page.fill("#id_sapo", "Vụ này chín sớm.")
    saved(page)
    assert "/edit/" in page.url
    assert "Bản nháp" in page.inner_text("#nr-chain")

    page.click("#body-root .c-sf-add-button >> nth=0")
    page.get_by_role("option", name="Đoạn văn").first.click()
    page.click(RICH)
    page.evaluate(PASTE, [RICH, WORD, ""])
    page.wait_for_timeout(300)
    page.keyboard.press("Control+End")
    page.evaluate(PASTE, [RICH, ZALO, ""])

    for name, colour in (("mot.jpg", "red"), ("hai.jpg", "green")):
        Image.new("RGB", (900, 600), colour).save(tmp_path / name)
    with page.expect_file_chooser() as chooser:
        page.click("#nr-actions [data-nr-photos]")
    chooser.value.set_files([tmp_path / "mot.jpg", tmp_path / "hai.jpg"])
    page.fill("#nr-credit", "Ảnh: H'Lan Niê")
    page.click("dialog button[value=add]")
    page.wait_for_function("document.getElementById('body-root').rootBlock.children.length === 3")
    page.wait_for_timeout(2500)
    saved(page)

    small = page.evaluate(
        """[...document.querySelectorAll('#nr-actions .button, .w-tabs__tab, #body-root .c-sf-add-button, .nr-add .button')]
        .filter((e) => e.offsetParent && e.getBoundingClientRect().height < 44).map((e) => e.outerHTML.slice(0, 120))"""
    )
    assert not small
    tiny = page.evaluate(
        """[...document.querySelectorAll('#page-edit-form :is(input[type=text], textarea, select, .public-DraftEditor-content)')]
        .filter((e) => e.offsetParent && parseFloat(getComputedStyle(e).fontSize) < 16).map((e) => e.outerHTML.slice(0, 120))"""
    )
    assert not tiny
    assert not is_too_wide(page)

    page.keyboard.press("Control+Enter")
    page.wait_for_selector("dialog[open]")
    assert "còn thiếu" in page.inner_text("dialog")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")
    page.get_by_role("tab", name="Hồ sơ").click()
    page.select_option("#id_section", str(desks.section.pk))
    page.click("[data-nr-main]")
    page.wait_for_selector("dialog[open]")
    assert "Trần Minh Phúc" in page.inner_text("dialog")
    page.click("dialog button[type=submit]:not([disabled])")
    page.wait_for_url("**/quan-tri/")

    story = Story.objects.get()
    body = story.get_latest_revision_as_object().body
    source = body[0].value["text"].source
    assert [block.block_type for block in body] == ["paragraph", "picture", "picture"]
    assert "style" not in source
    assert "\u200b" not in source
    assert "<b>Cư M’gar</b> được mùa cà phê" in source
    assert "<li" in source
    assert "Buôn Bling" in source
    assert "<p></p>" not in source
    assert body[1].value["credit"] == "Ảnh: H'Lan Niê"
    assert Picture.objects.count() == 2
    assert StoryStatus.objects.get().state == "waiting"
    assert story.revisions.count() == 1, "one sitting, one version"


def test_words_typed_while_an_answer_is_on_its_way_are_saved_too(desks, client, open_page, sign_in):
    story = written(client, desks)
    page = sign_in(open_page(), desks.writer)
    open_editor(page, edit_url(story))
    page.route("**/edit/", lambda route: (page.wait_for_timeout(0), route.continue_())[1])
    page.fill("#id_sapo", "Một")
    with page.expect_response(lambda answer: answer.request.method == "POST" and "/edit/" in answer.url):
        page.type("#id_sapo", " hai ba bốn năm sáu bảy tám chín", delay=60)
    page.wait_for_timeout(6000)
    assert Story.objects.get().get_latest_revision_as_object().sapo == "Một hai ba bốn năm sáu bảy tám chín"


def test_two_people_lost_words_and_a_lost_line(desks, client, open_page, sign_in):
    story = written(client, desks)
    mine, theirs = sign_in(open_page(), desks.writer), sign_in(open_page(), desks.chief)
    for page in (mine, theirs):
        open_editor(page, edit_url(story))
    theirs.fill("#id_sapo", "Trưởng ban sửa sapo.")
    theirs.wait_for_timeout(3500)
    saved(theirs)

    mine.fill("#id_title", "Tít của phóng viên")
    mine.wait_for_function(STATE.format("conflict"), timeout=20_000)
    assert "Trần Minh Phúc vừa lưu bản mới" in mine.inner_text("#nr-stat")
    assert "doi-chieu" in mine.get_attribute("#nr-stat a", "href")
    mine.wait_for_timeout(2500)
    mine.evaluate("window.addEventListener('w-unsaved:confirm', (event) => event.preventDefault())")
    mine.reload()
    assert "còn giữ chữ" in mine.inner_text(".nr-offer")
    with mine.expect_navigation():
        mine.click(".nr-offer [data-take]")
    assert mine.input_value("#id_title") == "Tít của phóng viên"
    texts = [revision.content["sapo"] for revision in Revision.objects.for_instance(story).order_by("created_at")]
    assert "Trưởng ban sửa sapo." in texts, "the other's words stay in the history"

    mine.wait_for_timeout(SETTLED)
    mine.context.set_offline(True)
    mine.fill("#id_sapo", "Gõ lúc mất mạng.")
    mine.wait_for_function(STATE.format("offline"), timeout=20_000)
    assert "Mất mạng" in mine.inner_text("#nr-stat")
    mine.context.set_offline(False)
    saved(mine)
    assert Story.objects.get().get_latest_revision_as_object().sapo == "Gõ lúc mất mạng."


@pytest.mark.parametrize("gone", [{"name": settings.SESSION_COOKIE_NAME}, {}], ids=["session", "every cookie"])
def test_a_session_that_ends_asks_for_the_password_in_place(desks, client, open_page, sign_in, gone):
    story = written(client, desks)
    page = sign_in(open_page(360, 740), desks.writer)
    open_editor(page, edit_url(story))
    page.context.clear_cookies(**gone)
    page.fill("#id_sapo", "Gõ sau khi phiên hết.")
    page.wait_for_selector("dialog[open] #nr-password", timeout=20_000)
    assert not findings(page)
    page.fill("#nr-password", "không phải mật khẩu")
    page.click("dialog button[type=submit]")
    page.wait_for_function("!document.querySelector('dialog [role=alert]').hidden")
    assert "Mật khẩu chưa đúng" in page.inner_text("dialog")
    page.fill("#nr-password", PASSWORD)
    page.click("dialog button[type=submit]")
    saved(page)
    assert page.input_value("#id_sapo") == "Gõ sau khi phiên hết."
    assert Story.objects.get().get_latest_revision_as_object().sapo == "Gõ sau khi phiên hết."


@pytest.mark.parametrize(("width", "dark"), [(360, False), (1280, True)])
def test_no_axe_finding_and_no_sideways_scroll(desks, client, open_page, sign_in, width, dark):
    story = written(client, desks)
    page = sign_in(open_page(width, 800, dark=dark), desks.writer)
    found = {}

    def look(name):
        found[name] = findings(page) + (["sideways scroll"] if is_too_wide(page) else [])

    open_editor(page, add_url(desks.desk))
    look("new")
    open_editor(page, edit_url(story))
    look("edit")
    page.get_by_role("tab", name="Hồ sơ").click()
    look("particulars")
    page.click("[data-nr-main]")
    page.wait_for_selector("dialog[open]")
    look("dialog")
    do(client, desks.writer, story, "submit")
    page.goto(edit_url(story))
    look("read")
    page.goto(f"/quan-tri/tin-bai/{story.pk}/doi-chieu/")
    look("compare")
    assert not any(found.values()), found


def test_the_dialogs_work_without_javascript(desks, client, open_page, sign_in):
    story = written(client, desks)
    page = sign_in(open_page(360, 740, javascript=False), desks.writer)
    page.goto(f"/quan-tri/tin-bai/{story.pk}/submit/")
    page.fill("[name=message]", "Nhờ xem sớm.")
    page.click("form.nr-dlg button[type=submit]")
    assert urlparse(page.url).path == "/quan-tri/"
    assert StoryStatus.objects.get().state == "waiting"
    page.goto(edit_url(story))
    assert "Sáng sớm, sương còn phủ kín rẫy." in page.inner_text("article")
    page.click("[data-nr-main]")
    page.click("form.nr-dlg button[type=submit]")
    assert StoryStatus.objects.get().state == "draft"
