"""A reporter on a phone finds what the house knows; a reader finds the province; what was taken down is gone."""

import re

from django.utils import timezone
from playwright.sync_api import expect

from media_pipeline.assets.models import Asset
from newsroom.people.models import User
from newsroom.search import query_counts
from newsroom.stories.models import Story, Withdrawal
from tests.factories import PictureFactory, StoryFactory

WORDS = "Cao tốc Khánh Hòa – Buôn Ma Thuột"


def test_a_reporter_a_reader_and_a_story_that_was_taken_down(settled, person, reader, shot):
    desk = Story.objects.filter(owner__username="phongvien").first().get_parent()
    colleague = User.objects.get(username="truongban")
    section = Story.objects.exclude(section=None).first().section
    StoryFactory(desk=desk, owner=colleague, section=section, title=f"{WORDS}: bản nháp của đồng nghiệp")
    told = StoryFactory(desk=desk, section=section, title=f"{WORDS} thông xe kỹ thuật", published=True)
    PictureFactory(title=f"{WORDS} nhìn từ trên cao")
    clip = Asset.objects.filter(type="video").first() or Asset.objects.create(type="video", title="Clip", duration=400)
    clip.captions.all().delete()
    text = f"WEBVTT\n\n00:00:05.000 --> 00:00:09.000\n{WORDS} sắp thông xe.\n"
    clip.captions.create(text=text, changed_at=timezone.now())
    query_counts.count(place="readers", text="sân bay Buôn Hồ", found=0, now=timezone.now())
    settled()

    phone = person("phongvien", width=360, height=740).page
    phone.goto("/quan-tri/")
    phone.get_by_role("link", name="Tìm", exact=True).last.click()
    phone.get_by_label("Chữ cần tìm").fill("cao toc buon ma thuot")
    phone.keyboard.press("Enter")
    found = phone.locator(".nr-hit .nr-row__t")
    for words in ("bản nháp của đồng nghiệp", "thông xe kỹ thuật", "nhìn từ trên cao"):
        expect(found.filter(has_text=words)).to_have_count(1)
    expect(phone.get_by_role("link", name="Xem từ 00:05")).to_have_attribute("href", re.compile(r"#t=5$"))
    shot(phone, "kho-tu-lieu-360")
    phone.locator(".nr-chip", has_text="Ảnh").click()
    expect(phone.locator(".nr-hit")).to_have_count(1)
    phone.locator("summary", has_text="Chèn vào bài").click()
    phone.locator(".nr-hit details[open] button").first.click()
    expect(phone.locator(".messages")).to_contain_text("vào cuối bài")

    reader.goto("/tim-kiem/?q=dac+lac")
    expect(reader.locator(".hit .tit mark").first).to_have_text("Đắk Lắk")
    reader.goto("/tim-kiem/?q=cao+toc+buon+ma+thuot")
    expect(reader.locator(".hit", has_text="thông xe kỹ thuật")).to_have_count(1)
    shot(reader, "tim-kiem-360")
    Withdrawal.objects.create(story=told, reason="Sai sự thật", at=timezone.now())
    Story.objects.get(pk=told.pk).unpublish()  # no engine has to hear of it first
    reader.reload()
    expect(reader.locator(".hit", has_text="thông xe kỹ thuật")).to_have_count(0)

    secretary = person("thuky").page
    secretary.goto("/quan-tri/tin-bai/")
    box = secretary.locator("#menu-search-q")
    box.wait_for()
    for _try in range(40):  # the box stands there before its key is listened for
        secretary.keyboard.press("/")
        if box.evaluate("box => box === document.activeElement"):
            break
        secretary.wait_for_timeout(250)
    secretary.keyboard.type("cao toc")
    secretary.keyboard.press("Enter")
    expect(secretary).to_have_title(re.compile("Kho tư liệu"))
    shot(secretary, "kho-tu-lieu-1280")
    secretary.goto("/quan-tri/ban-doc-tim-gi/")
    expect(secretary.get_by_role("row", name=re.compile("sân bay Buôn Hồ")).first).to_be_visible()
    shot(secretary, "ban-doc-tim-gi-1280")
