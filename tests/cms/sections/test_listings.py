"""Lists by page, without counting the archive."""

import pytest

from cms.sections import queries
from tests.factories import ContributorFactory, StoryFactory, TagFactory

pytestmark = pytest.mark.django_db


def test_pages_follow_each_other_and_end(client, section, monkeypatch):
    monkeypatch.setattr(queries, "PER_PAGE", 6)
    for number in range(13):
        StoryFactory(section=section, title=f"Bài số {number:02}", published=True)
    first, second, third = (client.get(f"/van-hoa/?trang={page}").content.decode() for page in (1, 2, 3))
    assert "Bài số 12" in first and 'rel="next"' in first and 'rel="prev"' not in first
    assert "Bài số 01" in second and 'rel="prev"' in second
    assert "Bài số 00" in third and 'rel="next"' not in third
    assert client.get("/van-hoa/?trang=4").status_code == 404


@pytest.mark.parametrize("asked", ["0", "-1", "x", "1.5", "01", "51", "99999999999999", "", "١"])
@pytest.mark.parametrize("address", ["/van-hoa/", "/moi-nhat/"])
def test_a_page_number_that_is_none_is_not_found(client, section, address, asked):
    assert client.get(address, {"trang": asked}).status_code == 404


def test_the_first_page_of_an_empty_list_answers(client, section):
    assert "Chuyên mục chưa có bài." in client.get("/van-hoa/").content.decode()
    TagFactory(name="Khan")
    ContributorFactory(slug="ha", bio="Phóng viên.")
    assert "Chưa có bài nào." in client.get("/the/khan/").content.decode()
    assert "Phóng viên." in client.get("/tac-gia/ha/").content.decode()
    assert client.get("/the/khong-co/").status_code == client.get("/tac-gia/khong-co/").status_code == 404


def test_an_author_page_names_what_he_wrote_and_its_subjects_in_dictionary_order(client, section):
    person = ContributorFactory(name="Y Khoa Niê", slug="y-khoa-nie")
    StoryFactory(
        section=section, title="Bài của Y Khoa", authors=[person], tags=["Đất", "Ăn", "Cà phê"], published=True
    )
    StoryFactory(section=section, title="Bài người khác", published=True)
    StoryFactory(section=section, title="Bản nháp của Y Khoa", authors=[person])
    page = client.get("/tac-gia/y-khoa-nie/").content.decode()
    main = page[page.index("Bài của Y Khoa Niê") : page.index("Chủ đề thường viết")]
    assert "Bài của Y Khoa" in main and "Bài người khác" not in main and "Bản nháp" not in page
    assert page.index(">Ăn<") < page.index(">Cà phê<") < page.index(">Đất<")
