"""From the reporter's keyboard to the reader's phone, and back off it."""

import re

from playwright.sync_api import expect

from cms.demo.content_files import PICTURES
from newsroom.stories.models import Snapshot, Story

TITLE = "Buôn Ako Dhong giữ nhịp chiêng giữa phố"
SAPO = "Đội chiêng mười tám người của buôn vẫn đỏ lửa tập mỗi tối thứ Bảy, người trẻ nhất mới lên chín."
REASON = "Thiếu ý kiến của phường và năm thành lập đội chiêng."


def test_a_story_is_written_returned_approved_read_updated_withdrawn_and_restored(person, reader, shot):
    reporter = person("phongvien", width=360, height=740)
    _writes_with_two_photos(reporter, shot)

    chief = person("truongban", width=360, height=740)
    chief.open_story(TITLE)
    chief.press("Nhận duyệt")
    chief.press("Trả lại")
    chief.dialog.get_by_label("Lý do").fill(REASON)
    shot(chief.page, "tra-lai-360")
    chief.confirm("Trả lại bài")

    reporter.go_to_desk()
    reporter.expect_word(REASON)
    shot(reporter.page, "ban-lam-viec-phong-vien-360")
    reporter.open_story(TITLE)
    reporter.add_paragraph("Ủy ban nhân dân phường cho biết đội chiêng thành lập năm 2011.")
    reporter.wait_until_saved()
    shot(reporter.page, "soan-bai-tra-lai-360")
    reporter.press("Gửi lại")
    reporter.confirm("Gửi lại")

    for username in ("truongban", "thuky"):
        gate = chief if username == "truongban" else person(username)
        gate.open_story(TITLE)
        gate.press("Nhận duyệt")
        gate.press("Duyệt")
        gate.confirm("Duyệt")
    leader = person("lanhdao")
    leader.open_story(TITLE)
    leader.press("Nhận duyệt")
    leader.press("Duyệt đăng")
    leader.dialog.get_by_text("Đăng ngay").click()
    shot(leader.page, "duyet-dang-1280")
    leader.confirm("Duyệt đăng")

    address = _is_read_on_a_phone(reader, shot)
    _is_updated(leader, reader, address)
    _is_withdrawn_and_restored(leader, reader, address, shot)

    kinds = Snapshot.objects.filter(title__startswith=TITLE).order_by("number").values_list("kind", flat=True)
    assert list(kinds) == ["published", "updated", "withdrawn", "reinstated"]


def _writes_with_two_photos(reporter, shot):
    page = reporter.page
    page.get_by_role("link", name="Viết bài").last.click()
    page.locator("#id_title").fill(TITLE)
    page.locator("#id_sapo").fill(SAPO)
    reporter.add_paragraph(
        "Bảy giờ tối, nhà dài của bà H'Yar đã sáng đèn. Mười tám người ngồi thành vòng quanh bếp lửa."
    )
    reporter.add_photos([PICTURES / "chieng.jpg", PICTURES / "nha-dai.jpg"], credit="Phạm Quốc Duy")
    reporter.open_tab("Hồ sơ")
    page.locator("#id_section").select_option(label="Văn hóa – Văn nghệ")
    reporter.open_tab("Bài viết")
    reporter.wait_until_saved()
    shot(page, "soan-bai-360")
    reporter.press("Gửi duyệt")
    expect(reporter.dialog).to_contain_text("Trần Minh Phúc")
    shot(page, "gui-duyet-360")
    reporter.confirm("Gửi duyệt")


def _is_read_on_a_phone(reader, shot) -> str:
    reader.goto("/van-hoa/")
    reader.get_by_role("link", name=TITLE).first.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(re.compile(r"Buôn\sAko\sDhong"))
    expect(reader.locator(".prose picture img")).to_have_count(2)
    shot(reader, "trang-bai-360")
    return reader.url


def _is_updated(leader, reader, address):
    story = Story.objects.get(title=TITLE)
    leader.page.goto(f"/quan-tri/pages/{story.pk}/edit/")
    leader.page.locator("#id_sapo").fill(f"{SAPO} Lớp học mở cửa cho mọi người.")
    leader.wait_until_saved()
    leader.press("Đăng bản sửa")
    leader.dialog.get_by_text("Cập nhật đáng kể").click()
    leader.confirm("Đăng bản sửa")
    reader.goto(address)
    expect(reader.locator("article.story")).to_contain_text("Lớp học mở cửa cho mọi người")


def _is_withdrawn_and_restored(leader, reader, address, shot):
    leader.press_more("Gỡ bài")
    leader.dialog.get_by_label("Vì sao").select_option("Sai sự thật")
    leader.dialog.get_by_label("Diễn giải").fill("Năm thành lập đội chiêng chưa có nguồn.")
    leader.dialog.get_by_label("Không có văn bản").check()
    shot(leader.page, "go-bai-1280")
    leader.confirm("Gỡ bài khỏi mọi kênh")
    assert reader.goto(address).status == 410
    shot(reader, "trang-go-360")

    leader.press("Khôi phục")
    leader.dialog.get_by_label("Vì sao").fill("Đã xác minh lại với phường.")
    leader.dialog.get_by_label("Không có văn bản").check()
    leader.confirm("Khôi phục")
    assert reader.goto(address).status == 200
