"""What the law wants on a page: name, governing body under it, date; licence, head, address at the foot."""

from datetime import date

import pytest

from newsroom.organizations.models import Brand
from tests.factories import BrandFactory, HomePageFactory, LicenceFactory, StoryFactory

pytestmark = pytest.mark.django_db


def page(client) -> str:
    return client.get("/", headers={"host": "localhost"}).content.decode()


def test_a_complete_licence_is_printed_whole(client, brand):
    text = page(client)
    for words in ("Cơ quan chủ quản: Tỉnh ủy Đắk Lắk", "Số 00/GP-MẪU, cấp ngày 01/07/2026", "Cơ quan cấp phép (mẫu)",
                  "Tổng Biên tập Nguyễn Văn Mẫu", "Số 00 đường Mẫu", 'href="tel:+842620000000"', "toasoan@example.com", "localhost"):  # fmt: skip
        assert words in text, words
    assert "<span>Báo</span> Đắk Lắk" in text and "Dữ liệu mẫu" in text


def test_what_a_licence_lacks_is_a_line_less_and_nothing_else(client):
    brand = BrandFactory(name="Bản tin Mẫu", kind=Brand.Kind.BULLETIN, theme=Brand.Theme.BANTIN)
    LicenceFactory(brand=brand, number="", head_name="", address="", phone="", email="")
    HomePageFactory(brand=brand)
    text = page(client)
    assert "Giấy phép" not in text and "Người đứng đầu" not in text and "Liên hệ tòa soạn" not in text
    assert 'data-brand="bantin"' in text and "Dữ liệu mẫu" not in text


def test_the_licence_of_the_day_is_the_one_printed(client, brand):
    brand.licences.update(valid_until=date(2026, 8, 1))
    LicenceFactory(brand=brand, number="Mới/GP", valid_from=date(2026, 8, 2))
    assert "Số Mới/GP" in page(client) and "00/GP-MẪU" not in page(client)


def test_a_brand_without_any_licence_still_has_its_governing_body(client):
    HomePageFactory(brand=BrandFactory(name="Tạp chí Mẫu", kind=Brand.Kind.MAGAZINE, theme=Brand.Theme.TAPCHI))
    assert "Cơ quan chủ quản: Tỉnh ủy Đắk Lắk" in page(client) and "<span>Tạp chí</span> Mẫu" in page(client)


def test_two_sites_show_each_its_own(client, section):
    other = HomePageFactory(brand=BrandFactory(name="Báo Khác", slug="khac"))
    story = StoryFactory(section=section, published=True)
    assert "Khác" in client.get("/", headers={"host": "khac.localhost"}).content.decode()
    assert story.title not in client.get("/", headers={"host": "khac.localhost"}).content.decode()
    assert other.brand.name not in page(client)
