"""Chuyên mục, thể loại, địa danh, thẻ: kept by the administrator of their own organization."""

import pytest
from django.urls import reverse

from newsroom.desks.models import Genre, Place, Section, Tag
from newsroom.desks.roles import Role
from newsroom.desks.viewsets.words import TagViewSet
from tests.factories import (
    BrandFactory,
    GenreFactory,
    PlaceFactory,
    SectionFactory,
    SectionPageFactory,
    StoryFactory,
    TagFactory,
    UserFactory,
)


@pytest.fixture
def brand(newsroom):
    return BrandFactory(organization=newsroom.organization, name="Báo Đắk Lắk")


def words(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def test_a_section_gets_its_address_from_its_name(as_administrator, brand):
    as_administrator.post(reverse("section:add"), {"brand": brand.pk, "name": "Đời sống", "slug": "", "sort_order": 1})
    assert Section.objects.get().slug == "doi-song"


def test_a_section_cannot_stand_in_itself_or_under_another_brand(as_administrator, newsroom, brand):
    parent = SectionFactory(brand=brand, name="Kinh tế", slug="kinh-te")
    child = SectionFactory(brand=brand, parent=parent, name="Nông nghiệp", slug="nong-nghiep")
    facts = {"brand": brand.pk, "name": "Kinh tế", "slug": "kinh-te", "sort_order": 1}
    page = as_administrator.post(reverse("section:edit", args=[parent.pk]), {**facts, "parent": child.pk})
    assert "Chuyên mục không thể nằm trong chính nó." in page.content.decode()
    other = SectionFactory(brand=BrandFactory(organization=newsroom.organization))
    page = as_administrator.post(reverse("section:edit", args=[parent.pk]), {**facts, "parent": other.pk})
    assert "thuộc sản phẩm báo chí khác" in page.content.decode()


def test_a_section_with_stories_is_not_deleted_and_says_where_it_is_used(as_administrator, newsroom, brand):
    section = SectionFactory(brand=brand, name="Văn hóa", slug="van-hoa")
    SectionPageFactory(section=section)
    StoryFactory(section=section)
    response = as_administrator.post(reverse("section:delete", args=[section.pk]), follow=True)
    assert "Chưa xóa được “Văn hóa”: đang dùng ở" in words(response)
    assert "1 tin bài" in words(response) and "1 trang chuyên mục" in words(response)
    assert Section.objects.filter(pk=section.pk).exists()


def test_a_section_named_as_another_one_of_a_story_is_kept_too(as_administrator, brand):
    other = SectionFactory(brand=brand, name="Du lịch", slug="du-lich")
    StoryFactory(other_sections=[other])
    as_administrator.post(reverse("section:delete", args=[other.pk]))
    assert Section.objects.filter(pk=other.pk).exists()


def test_a_section_with_stories_keeps_its_brand(as_administrator, newsroom, brand):
    section = SectionFactory(brand=brand)
    StoryFactory(section=section)
    other = BrandFactory(organization=newsroom.organization)
    facts = {"brand": other.pk, "name": section.name, "slug": section.slug, "sort_order": 1}
    page = as_administrator.post(reverse("section:edit", args=[section.pk]), facts)
    assert "không đổi sang sản phẩm báo chí khác được" in page.content.decode()


def test_an_unused_section_is_deleted(as_administrator, brand):
    section = SectionFactory(brand=brand)
    as_administrator.post(reverse("section:delete", args=[section.pk]))
    assert not Section.objects.exists()


def test_sections_of_another_organization_are_out_of_reach(as_administrator, brand):
    strange = SectionFactory(name="Chuyên mục lạ")
    assert "Chuyên mục lạ" not in as_administrator.get(reverse("section:index")).content.decode()
    for screen in ("edit", "delete", "history"):
        assert as_administrator.get(reverse(f"section:{screen}", args=[strange.pk])).status_code == 404
    facts = {"brand": strange.brand_id, "name": "Chen vào", "slug": "chen-vao", "sort_order": 1}
    as_administrator.post(reverse("section:add"), facts)
    assert not Section.objects.filter(slug="chen-vao").exists()


def test_lists_are_searched_without_marks(as_administrator, newsroom):
    for name in ("Cư M'gar", "Buôn Đôn", "Ƀuôn Hồ"):
        PlaceFactory(name=name)
    for typed, found in {"cu mgar": "Cư M&#x27;gar", "BUON DON": "Buôn Đôn", "buon ho": "Ƀuôn Hồ"}.items():
        page = as_administrator.get(reverse("place:index_results"), {"q": typed}).content.decode()
        assert found in page and "1 địa danh" in page


def test_genres_places_and_tags_are_added(as_administrator):
    as_administrator.post(
        reverse("genre:add"), {"name": "Ghi chép", "code": "ghi-chep", "royalty_group": "reportage", "sort_order": 3}
    )
    as_administrator.post(reverse("place:add"), {"name": "Lắk", "note": ""})
    as_administrator.post(reverse("newsroom_tag:add"), {"name": "Cồng chiêng Đắk Lắk"})
    assert Genre.objects.filter(code="ghi-chep").exists() and Place.objects.filter(name="Lắk").exists()
    assert Tag.objects.get(name="Cồng chiêng Đắk Lắk").slug == "cong-chieng-dak-lak"


def test_a_genre_in_use_is_kept(as_administrator):
    genre = GenreFactory()
    StoryFactory(genre=genre)
    as_administrator.post(reverse("genre:delete", args=[genre.pk]))
    assert Genre.objects.filter(pk=genre.pk).exists()


@pytest.mark.parametrize("screen", ["section:index", "genre:add", "place:index", "newsroom_tag:add", "brand:index"])
def test_a_reporter_reaches_none_of_it(client, desk, screen):
    client.force_login(UserFactory(roles=[(Role.REPORTER, desk)]))
    assert client.get(reverse(screen)).status_code == 302


def test_places_and_tags_stand_in_vietnamese_order(db):
    names = ["Ê-đê", "Buôn Đôn", "Đắk Lắk", "Ea Súp", "Dliê Ya", "Ayun", "Ấp Bắc"]
    in_order = ["Ayun", "Ấp Bắc", "Buôn Đôn", "Dliê Ya", "Đắk Lắk", "Ea Súp", "Ê-đê"]
    for name in names:
        PlaceFactory(name=name)
        TagFactory(name=name)
    assert [place.name for place in Place.objects.all()] == in_order
    assert [tag.name for tag in Tag.objects.order_by(*TagViewSet.ordering)] == in_order
