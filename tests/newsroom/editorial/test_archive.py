"""Kho tư liệu: one search over what a person may see, into a draft with one press, kept and asked again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from media_pipeline.assets.models import Asset
from newsroom.desks.roles import Role
from newsroom.editorial.archive.near import published_near
from newsroom.editorial.models import Beside, Notice, PinnedResult, SavedSearch
from newsroom.editorial.services import beside, saved_searches
from newsroom.editorial.services.notices import send_waiting
from newsroom.search import query_counts, registry
from newsroom.search.models import QueryCount, StaffDocument
from newsroom.search.staleness import mark_unwritten, refresh_stale
from newsroom.stories.models import Story
from tests.factories import (
    ContributorFactory,
    DeskFactory,
    NewsroomFactory,
    PictureFactory,
    StoryFactory,
    UserFactory,
    publish,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def look(client):
    """The screen as this person sees it: `look(person, q=…)`."""

    def ask(person, **typed):
        client.force_login(person)
        response = client.get(reverse("newsroom_archive"), typed)
        assert response.status_code == 200
        return response.content.decode()

    return ask


def film(**facts) -> Asset:
    asset = Asset.objects.create(type="video", title="Phỏng vấn hiện trường", duration=400, **facts)
    text = "WEBVTT\n\n00:03:12.000 --> 00:03:15.000\nCao tốc về Buôn Ma Thuột sắp thông xe.\n"
    asset.captions.create(text=text, changed_at=timezone.now())
    return asset


def test_a_reporter_finds_story_draft_picture_and_the_second_in_a_clip(house, look, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        live = house.draft(title="Cao tốc Khánh Hòa – Buôn Ma Thuột thông xe kỹ thuật")
        draft = house.draft(owner=house.colleague, title="Bản nháp về cao tốc Buôn Ma Thuột")
        picture = PictureFactory(title="Cao tốc nhìn từ Buôn Ma Thuột", credit="Ảnh: Y Khoa Niê")
        clip = film()
    publish(live)
    page = look(house.reporter, q="cao toc buon ma thuot")
    for thing in (live.title.split(" –")[0].replace("Cao tốc", ""), "Bản nháp về", "nhìn từ", "Phỏng vấn hiện trường"):
        assert thing in page
    assert reverse("wagtailadmin_pages:edit", args=[draft.pk]) in page
    assert f"{reverse('newsroom_media_asset', args=[clip.pk])}#t=192" in page and "Xem từ 03:12" in page
    assert "Ảnh: Y Khoa Niê" in page and picture.title.split()[0] in page
    assert "Tin bài <b>2</b>" in page and "Ảnh <b>1</b>" in page
    narrowed = look(house.reporter, q="cao toc buon ma thuot", loai="picture")
    assert "Tin bài <b>2</b>" in narrowed and "Phỏng vấn hiện trường" not in narrowed


def test_a_draft_of_another_desk_or_house_is_not_found_by_any_word(house, look):
    secret = StoryFactory(desk=house.other_desk, section=house.section, title="Điều tra kho phân bón Zeta")
    elsewhere = StoryFactory(desk=DeskFactory(parent=NewsroomFactory()), title="Hồ sơ mật Omega")
    for words in ("zeta", "Điều tra kho phân bón", '"phân bón Zeta"', "omega", "kho -tiêu"):
        page = look(house.reporter, q=words)
        assert "Zeta</" not in page and "Omega</" not in page and "<b>1</b> kết quả" not in page
    assert secret and elsewhere
    contributor = look(house.contributor, q="zeta")
    assert "<b>1</b> kết quả" not in contributor


def test_who_has_no_role_and_who_is_signed_out_do_not_get_in(client):
    assert client.get(reverse("newsroom_archive"), {"q": "a"}).status_code == 302
    inspector = UserFactory(roles=[(Role.INSPECTOR, NewsroomFactory())])
    client.force_login(inspector)
    assert client.get(reverse("newsroom_archive"), {"q": "a"}).status_code in (302, 403)
    assert client.post(reverse("newsroom_archive_save"), {"q": "a"}).status_code in (302, 404)


@pytest.mark.parametrize(
    "typed",
    [
        {"q": "x" * 20_000}, {"q": "\x00"}, {"q": '"""'}, {"q": "AND OR ("}, {"q": "🙂"},
        {"q": "ca phe", "trang": "1000000000"}, {"q": "ca phe", "trang": "-1"}, {"q": "ca phe", "loai": "khong-co"},
        {"q": "ca phe", "muc": "999999999", "ban": "x", "tac-gia": "1e9", "tieng": "<b>", "luc": "hom-qua", "xep": "gia"},
    ],
)  # fmt: skip
def test_nothing_typed_makes_an_error(house, look, typed):
    assert "Kho tư liệu" in look(house.reporter, **typed)


def test_rights_and_where_it_is_used_stand_beside_a_picture(house, look, django_capture_on_commit_callbacks):
    picture = PictureFactory(title="Thác Dray Nur", rights="Mua của cộng tác viên")
    picture.rights_until = timezone.localdate() - timedelta(days=2)
    picture.save()
    with django_capture_on_commit_callbacks(execute=True):
        mine = house.draft(title="Bài của ban", lead_picture=picture)
        StoryFactory(desk=house.other_desk, section=house.section, title="Bài ban khác", lead_picture=picture)
    page = look(house.reporter, q="dray nur", loai="picture")
    assert "Hết quyền dùng từ" in page and "Mua của cộng tác viên" in page
    assert mine.title in page and "Bài ban khác" not in page and "và 1 bài khác" in page


def test_a_desk_may_be_chosen_where_results_are_of_several(house, look):
    house.draft(title="Mưa lớn đầu mùa")
    assert "<summary>Ban</summary>" not in look(house.secretary, q="mua lon")
    StoryFactory(desk=house.other_desk, section=house.section, title="Mưa lớn cuối mùa")
    assert "<summary>Ban</summary>" in look(house.secretary, q="mua lon")
    narrowed = look(house.secretary, q="mua lon", ban=house.desk.pk)
    assert "<b>1</b> kết quả" in narrowed and narrowed.count("nr-row nr-hit") == 1


def test_a_saved_search_tells_what_is_new_and_nothing_that_was_lost_to_its_owner(house, client, look):
    client.force_login(house.reporter)
    house.draft(title="Sầu riêng cũ")
    client.post(reverse("newsroom_archive_save"), {"q": "sau rieng", "name": "Sầu riêng", "alert": "mail"})
    search = SavedSearch.objects.get(person=house.reporter)
    assert saved_searches.look(now=timezone.now()) == 0, "not before its time"
    SavedSearch.objects.update(due_at=timezone.now())
    assert saved_searches.look(now=timezone.now()) == 1 and not search.hits.exists(), "what was there is no news"
    house.draft(title="Sầu riêng được giá")
    StoryFactory(desk=house.other_desk, section=house.section, title="Sầu riêng ban khác")
    now = timezone.now()
    for _twice in range(2):
        SavedSearch.objects.update(due_at=now)
        saved_searches.look(now=now)
    assert [hit.title for hit in search.hits.all()] == ["Sầu riêng được giá"]
    assert "Kho tư liệu có gì mới" in client.get(reverse("wagtailadmin_home")).content.decode()

    assert saved_searches.write_digests(now=now) == 1 and saved_searches.write_digests(now=now) == 0
    Notice.objects.update(made_at=timezone.now() - timedelta(minutes=5))
    send_waiting()
    [letter] = mail.outbox
    assert "Sầu riêng được giá" in letter.body and letter.to == [house.reporter.email]

    news = client.get(reverse("newsroom_archive_news", args=[search.pk])).content.decode()
    assert "được giá" in news
    assert "Chưa có gì mới." in client.get(reverse("newsroom_archive_news", args=[search.pk])).content.decode()
    client.force_login(house.colleague)
    assert client.get(reverse("newsroom_archive_news", args=[search.pk])).status_code == 404
    client.post(reverse("newsroom_archive_forget", args=[search.pk]))
    assert SavedSearch.objects.exists()


def test_rows_that_new_software_writes_otherwise_are_no_news(house, monkeypatch):
    kind = registry.get("story")
    house.draft(title="Sầu riêng cũ")
    now = timezone.now()
    search = saved_searches.save(
        person=house.reporter, name="Sầu riêng", query="sau rieng", choices={}, alert="desk", now=now
    )
    mark_unwritten(now=now)
    refresh_stale(now=now)
    row = StaffDocument.objects.get(kind="story")

    def otherwise(story):
        return replace(kind.to_staff(story), boost=2.0)

    monkeypatch.setitem(registry._kinds, "story", replace(kind, to_staff=otherwise, version=kind.version + 1))
    mark_unwritten(now=now)
    refresh_stale(now=now)
    assert StaffDocument.objects.get(kind="story").boost == 2.0
    assert StaffDocument.objects.get(kind="story").version == row.version + 1
    SavedSearch.objects.update(due_at=now)
    saved_searches.look(now=now)
    assert not search.hits.exists()


def test_nobody_keeps_more_searches_than_they_can_read(house, client):
    client.force_login(house.reporter)
    for number in range(saved_searches.MOST):
        saved_searches.save(
            person=house.reporter, name=f"tim {number}", query="tim", choices={}, alert="desk", now=timezone.now()
        )
    page = client.post(reverse("newsroom_archive_save"), {"q": "một lượt nữa"}, follow=True)
    assert SavedSearch.objects.count() == saved_searches.MOST
    assert "Xóa bớt một lượt cũ rồi lưu." in page.content.decode()


BODY = "<p>Nông dân Krông Pắc thu hoạch sầu riêng, thương lái mua tại vườn, giá sầu riêng tăng so với vụ trước.</p>"


@pytest.mark.datalayer
def test_what_was_already_published_on_it_stands_in_the_dialog_and_beside_the_story(house, client):
    body = [("paragraph", {"text": BODY, "language": ""})]
    first = house.draft(title="Giá sầu riêng Krông Pắc tăng", body=body)
    second = house.draft(title="Sầu riêng Krông Pắc vào vụ thu hoạch", body=body)
    other = house.draft(title="Khai mạc giải bóng chuyền")
    for story in (first, second, other):
        publish(story)
    draft = house.draft(title="Sầu riêng Krông Pắc lại tăng giá", body=body)
    assert {near.title for near in published_near(draft)} == {first.title, second.title}
    client.force_login(house.reporter)
    dialog = client.get(reverse("story_action", args=[draft.pk, "submit"])).content.decode()
    assert "Bài gần giống đã đăng: 2" in dialog and first.title in dialog
    Beside.objects.update(due_at=timezone.now())
    beside.sweep(now=timezone.now() + timedelta(minutes=1))
    assert Beside.objects.get(story=first).story_ids == [second.pk]
    first, second = (Story.objects.get(pk=story.pk) for story in (first, second))
    page = client.get(first.url).content.decode()
    assert "Tin liên quan" in page and second.url in page


def test_what_found_nothing_is_a_report_for_who_answers_for_it(house, client):
    for _ in range(3):
        query_counts.count(place=QueryCount.Place.READERS, text="Sân bay Xyzzy", found=0, now=timezone.now())
    client.force_login(house.secretary)
    page = client.get(reverse("newsroom_archive_asked")).content.decode()
    assert "Sân bay Xyzzy" in page
    assert client.get(reverse("wagtailsnippets_search_synonym:list")).status_code == 200
    added = client.post(
        reverse("wagtailsnippets_editorial_pinnedresult:add"),
        {"words": "Cà phê | CAFE", "story": house.live().pk, "sort_order": 0},
    )
    assert added.status_code == 302 and PinnedResult.objects.get().keys == "|ca phe|cafe|"
    client.force_login(house.reporter)
    assert client.get(reverse("newsroom_archive_asked")).status_code in (302, 403)
    assert client.get(reverse("wagtailsnippets_search_synonym:list")).status_code in (302, 403)


def test_the_slash_leads_to_the_archive(house, client):
    client.force_login(house.reporter)
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert f'"searchUrl": "{reverse("newsroom_archive")}"' in page or f"{reverse('newsroom_archive')}" in page


def test_a_name_behind_a_pen_name_is_for_the_newsroom(house, look):
    person = ContributorFactory(name="Hoàng Văn Ẩn", pen_name="Sương Sớm", organization=house.newsroom.organization)
    assert "Sương Sớm" in look(house.reporter, q="hoang van an") and person
