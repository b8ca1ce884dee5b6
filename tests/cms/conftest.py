import pytest

from tests.factories import BrandFactory, HomePageFactory, LicenceFactory, SectionFactory, SectionPageFactory


@pytest.fixture
def brand(db):
    """A newspaper with a front page, a complete licence and a section with its page."""
    brand = BrandFactory(name="Báo Đắk Lắk", is_sample=True)
    LicenceFactory(brand=brand)
    HomePageFactory(brand=brand)
    return brand


@pytest.fixture
def section(brand):
    section = SectionFactory(brand=brand, name="Văn hóa", slug="van-hoa")
    SectionPageFactory(section=section)
    return section
