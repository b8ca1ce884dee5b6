"""What people of the newsroom do on their screens, in their words."""

from playwright.sync_api import Page, expect

from cms.demo.structure import PASSWORD


class Person:
    def __init__(self, page: Page, username: str):
        self.page, self.username = page, username

    def sign_in(self):
        self.page.goto("/quan-tri/")
        self.page.get_by_label("Tên đăng nhập").fill(self.username)
        self.page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name="Đăng nhập").click()
        expect(self.page).to_have_title("Bàn làm việc - Tòa soạn hội tụ")
        return self

    def go_to_desk(self):
        self.page.goto("/quan-tri/")

    def open_story(self, title: str):
        self.go_to_desk()
        self.page.get_by_role("link", name=title).first.click()

    def add_paragraph(self, text: str):
        page = self.page
        page.locator("#body-root button.c-sf-add-button").last.click()
        page.get_by_role("option", name="Đoạn văn").click()
        page.locator("#body-root .public-DraftEditor-content").last.click()
        page.keyboard.type(text)

    def add_photos(self, paths, credit: str):
        page = self.page
        with page.expect_file_chooser() as chosen:
            page.locator(".nr-actions [data-nr-photos]").click()
        chosen.value.set_files(paths)
        page.get_by_label("Nguồn ảnh (dùng cho ảnh chưa ghi nguồn)").fill(credit)
        page.get_by_role("button", name="Thêm vào cuối bài").click()
        expect(page.locator(".nr-upload")).to_have_count(0, timeout=30_000)

    def open_tab(self, name: str):
        self.page.get_by_role("tab", name=name).click()

    def wait_until_saved(self):
        expect(self.page.locator("[data-nr-save]")).to_contain_text("Đã lưu", timeout=20_000)

    def press(self, name: str):
        """A button of the bottom bar."""
        self.page.locator("#nr-actions").get_by_text(name, exact=True).click()

    def press_more(self, name: str):
        self.page.get_by_role("button", name="Việc khác").click()
        self.page.get_by_text(name, exact=True).click()

    @property
    def dialog(self):
        return self.page.get_by_role("dialog")

    def confirm(self, name: str):
        self.dialog.get_by_role("button", name=name, exact=True).click()
        expect(self.dialog).to_have_count(0)

    def expect_word(self, text: str):
        expect(self.page.get_by_text(text).first).to_be_visible()
