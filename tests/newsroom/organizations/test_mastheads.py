"""Organizations, brands and their dated licences, as their administrator keeps them."""

from datetime import date

import pytest
from django.urls import reverse

from newsroom.desks.roles import Role
from newsroom.organizations.models import Brand, Organization
from tests.factories import (
    BrandFactory,
    LicenceFactory,
    NewsroomFactory,
    OrganizationFactory,
    SectionFactory,
    UserFactory,
)


@pytest.fixture
def newsroom(db):
    return NewsroomFactory()


@pytest.fixture
def as_administrator(client, newsroom):
    client.force_login(UserFactory(roles=[(Role.ADMINISTRATOR, newsroom)]))
    return client


def brand_form(organization, *licences, **facts) -> dict:
    posted = {
        "organization": organization.pk, "name": "Báo Đắk Lắk", "slug": "bao-dak-lak", "kind": "newspaper", "theme": "bao",
        "licences-TOTAL_FORMS": len(licences), "licences-INITIAL_FORMS": 0, "licences-MIN_NUM_FORMS": 0,
        "licences-MAX_NUM_FORMS": 1000, **facts,
    }  # fmt: skip
    for place, licence in enumerate(licences):
        posted |= {f"licences-{place}-{name}": value for name, value in licence.items()}
    return posted


def test_a_brand_is_entered_with_its_dated_licences(as_administrator, newsroom):
    old = {"number": "01/GP", "valid_from": "01/01/2020", "valid_until": "30/06/2026"}
    new = {"number": "02/GP", "valid_from": "01/07/2026", "head_name": "Nguyễn Văn Mẫu"}
    as_administrator.post(reverse("brand:add"), brand_form(newsroom.organization, old, new))
    brand = Brand.objects.get()
    assert brand.licence_on(date(2026, 6, 30)).number == "01/GP"
    assert brand.licence_on(date(2026, 7, 1)).number == "02/GP"


def test_the_list_says_what_each_licence_lacks(as_administrator, newsroom):
    complete = BrandFactory(organization=newsroom.organization, name="Báo đủ")
    LicenceFactory(brand=complete, valid_from=None)
    poor = BrandFactory(organization=newsroom.organization, name="Báo thiếu")
    LicenceFactory(brand=poor, valid_from=None, head_name="", phone="")
    BrandFactory(organization=newsroom.organization, name="Báo chưa có gì")
    page = as_administrator.get(reverse("brand:index")).content.decode()
    assert "họ tên người đứng đầu, điện thoại" in page
    assert "Chưa có giấy phép còn hiệu lực" in page


def test_a_brand_of_another_organization_is_out_of_reach(as_administrator):
    strange = BrandFactory(name="Báo lạ")
    assert "Báo lạ" not in as_administrator.get(reverse("brand:index")).content.decode()
    assert as_administrator.get(reverse("brand:edit", args=[strange.pk])).status_code == 404
    as_administrator.post(reverse("brand:add"), brand_form(strange.organization, slug="chen-vao"))
    assert not Brand.objects.filter(slug="chen-vao").exists()


def test_an_administrator_mends_their_organization_and_founds_no_other(as_administrator, newsroom):
    organization = newsroom.organization
    facts = {"short_name": "Báo và PTTH", "name": organization.name, "governing_body": "Tỉnh ủy Đắk Lắk"}
    as_administrator.post(reverse("organization:edit", args=[organization.pk]), facts)
    organization.refresh_from_db()
    assert organization.short_name == "Báo và PTTH"
    as_administrator.post(reverse("organization:add"), facts)
    assert Organization.objects.count() == 1
    other = OrganizationFactory()
    assert as_administrator.get(reverse("organization:edit", args=[other.pk])).status_code == 404


def test_a_brand_in_use_is_not_deleted_and_says_why(as_administrator, newsroom):
    brand = BrandFactory(organization=newsroom.organization, name="Báo Đắk Lắk")
    SectionFactory(brand=brand)
    response = as_administrator.post(reverse("brand:delete", args=[brand.pk]), follow=True)
    said = " ".join(str(message) for message in response.context["messages"])
    assert "Chưa xóa được “Báo Đắk Lắk”: đang dùng ở 1 chuyên mục" in said
