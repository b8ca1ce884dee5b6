"""/tim-kiem/: nothing typed makes an error, and whatever way Đắk Lắk is written finds it."""

import unicodedata

import pytest

from tests.factories import ContributorFactory, StoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(section):
    person = ContributorFactory(name="Lê Thanh Hà")
    return StoryFactory(section=section, title="Mùa cà phê ở Đắk Lắk", authors=[person], published=True)


@pytest.mark.parametrize(
    "typed", ["dak lak", "Đăk Lăk", "DAK LAK", unicodedata.normalize("NFD", "Đắk Lắk"), '"Đắk Lắk"']
)
def test_every_way_of_writing_finds_it(client, story, typed):
    page = client.get("/tim-kiem/", {"q": typed}).content.decode()
    assert story.url in page and "1 kết quả" in page and "<mark>" in page


@pytest.mark.parametrize(
    "typed",
    ["", " ", '"', '"""', "AND OR NOT", "a*b(c)^d", "'; DROP TABLE", "<script>alert(1)</script>", "x" * 5000, "\x00", "%", "🙂", "-", "né:\\"],
)  # fmt: skip
def test_nothing_typed_makes_an_error_or_comes_back_as_markup(client, story, typed):
    response = client.get("/tim-kiem/", {"q": typed})
    assert response.status_code == 200 and "<script>alert" not in response.content.decode()


@pytest.mark.parametrize(
    "more", ["muc=x", "muc=999999", "tac-gia=-1", "luc=hom-qua", "xep=gia", "trang=0", "trang=999999", "trang=x"]
)
def test_unknown_choices_are_left_out(client, story, more):
    assert client.get(f"/tim-kiem/?q=ca+phe&{more}").status_code == 200


def test_choices_narrow_and_keep_each_other(client, story, section):
    page = client.get(f"/tim-kiem/?q=ca+phe&muc={section.pk}&luc=day").content.decode()
    assert story.url in page and f"muc={section.pk}&amp;luc=day&amp;xep=newest" in page
    assert "Lê Thanh Hà" in page and "Bảy ngày qua" in page
    assert story.url not in client.get(f"/tim-kiem/?q=ca+phe&muc={section.pk + 1}").content.decode()


def test_nothing_found_says_what_to_do(client, story):
    page = client.get("/tim-kiem/?q=xyzzy").content.decode()
    assert "Không có kết quả" in page and "Gõ không dấu cũng tìm được." in page
