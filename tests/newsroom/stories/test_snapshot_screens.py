"""Cán bộ lưu chiểu, thư ký, lãnh đạo: look up, read, check and take out copies of their own organization, and change none."""

import hashlib
import io
import json
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from newsroom.desks.roles import NEWSROOM_ROLES, Role
from newsroom.stories.models import Snapshot, SnapshotCheck, SnapshotExport, Withdrawal
from newsroom.stories.services import exports, pages
from newsroom.stories.services.snapshots import chain
from tests.factories import (
    BrandFactory,
    DeskFactory,
    NewsroomFactory,
    PictureFactory,
    SectionFactory,
    StoryFactory,
    UserFactory,
)

ALLOWED = (Role.INSPECTOR, Role.SECRETARY, Role.LEADER)


@pytest.fixture
def newsroom(db):
    return NewsroomFactory()


@pytest.fixture
def section(newsroom):
    return SectionFactory(brand=BrandFactory(organization=newsroom.organization, name="Báo Đắk Lắk"))


@pytest.fixture
def published(newsroom, section, django_capture_on_commit_callbacks):
    desk = DeskFactory(parent=newsroom)

    def one(**facts):
        with django_capture_on_commit_callbacks(execute=True):
            story = StoryFactory(desk=desk, section=facts.pop("section", section), published=True, **facts)
        return Snapshot.objects.get(story=story)

    return one


@pytest.fixture
def inspector(newsroom):
    return UserFactory(roles=[(Role.INSPECTOR, newsroom)])


@pytest.fixture
def as_inspector(client, inspector):
    client.force_login(inspector)
    return client


def screens_of(snapshot) -> list[str]:
    file = snapshot.files.first()
    return [
        reverse("snapshots:inspect", args=[snapshot.pk]),
        reverse("snapshots:page", args=[snapshot.pk]),
        reverse("snapshots:content", args=[snapshot.pk]),
        reverse("snapshots:file", args=[snapshot.pk, file.pk]),
    ]


def body_of(response) -> bytes:
    """All of it: a stream that is read to its end closes its file."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def answer(client, address) -> int:
    response = client.get(address)
    body_of(response)
    return response.status_code


@pytest.mark.parametrize("role", NEWSROOM_ROLES)
def test_only_those_with_the_right_see_them(client, newsroom, published, role):
    snapshot = published()
    client.force_login(UserFactory(roles=[(role, newsroom)]))
    answers = {answer(client, address) for address in [reverse("snapshots:index"), *screens_of(snapshot)]}
    assert answers == ({200} if role in ALLOWED else {302})
    assert (reverse("snapshots:index") in client.get("/quan-tri/").content.decode()) == (role in ALLOWED)


def test_another_organizations_copies_do_not_exist_for_an_inspector(client, published):
    snapshot = published(title="Bài của tòa soạn kia")
    client.force_login(UserFactory(roles=[(Role.INSPECTOR, NewsroomFactory())]))
    assert "Bài của tòa soạn kia" not in client.get(reverse("snapshots:index")).content.decode()
    assert {answer(client, address) for address in screens_of(snapshot)} == {404}
    client.post(reverse("snapshots:export"))
    assert not SnapshotExport.objects.exists()


@pytest.mark.parametrize("asked", ["ho lak", "Hồ Lắk", "HO LAK MUA", "1"])
def test_a_story_is_found_without_marks_or_by_number(as_inspector, published, asked):
    published(title="Hồ Lắk mùa nước nổi")
    for week in ("đầu", "giữa", "cuối"):
        published(title=f"Giá cà phê {week} tháng")
    page = as_inspector.get(reverse("snapshots:index_results"), {"q": asked}).content.decode()
    assert "Hồ Lắk mùa nước nổi" in page and "<b>1</b> bản lưu chiểu" in page


def test_copies_are_filtered_by_brand_kind_and_day(as_inspector, newsroom, published):
    other = BrandFactory(organization=newsroom.organization, name="Tạp chí")
    published(title="Của báo")
    magazine = published(title="Của tạp chí", section=SectionFactory(brand=other))
    today, yesterday = timezone.localdate(), timezone.localdate() - timezone.timedelta(days=1)
    index = reverse("snapshots:index_results")
    by_brand = as_inspector.get(index, {"brand": magazine.brand_id}).content.decode()
    assert "Của tạp chí" in by_brand and "Của báo" not in by_brand
    assert "Không có bản lưu chiểu nào khớp" in as_inspector.get(index, {"kind": "withdrawn"}).content.decode()
    assert "<b>2</b>" in as_inspector.get(index, {"at_from": f"{today:%d/%m/%Y}"}).content.decode()
    assert "Không có bản" in as_inspector.get(index, {"at_to": f"{yesterday:%d/%m/%Y}"}).content.decode()


def test_brands_of_other_organizations_are_no_filter(as_inspector, published):
    published()
    BrandFactory(name="Báo lạ")
    assert "Báo lạ" not in as_inspector.get(reverse("snapshots:index")).content.decode()


def test_one_copy_says_what_went_out_and_that_it_holds(as_inspector, published):
    snapshot = published(title="Hồ Lắk mùa nước nổi")
    page = as_inspector.get(reverse("snapshots:inspect", args=[snapshot.pk])).content.decode()
    for said in ("Hồ Lắk mùa nước nổi", snapshot.digest, "Bản đầu tiên của chuỗi", "Báo Đắk Lắk", "đều khớp mã băm"):
        assert said in page
    assert '<iframe class="nr-copy__page" sandbox=""' in page


def test_a_copy_that_does_not_hold_says_so_first(as_inspector, published):
    snapshot = published()
    stored = snapshot.files.get(name=pages.PAGE).file
    stored.storage.delete(stored.name)
    page = as_inspector.get(reverse("snapshots:inspect", args=[snapshot.pk])).content.decode()
    assert "Bản này không khớp" in page and "không đọc được tệp trang.html" in page
    assert as_inspector.get(reverse("snapshots:page", args=[snapshot.pk])).status_code == 200
    assert as_inspector.get(screens_of(snapshot)[-1]).status_code == 404


def test_a_withdrawal_shows_the_ordering_document(as_inspector, published, django_capture_on_commit_callbacks):
    story = published().story
    Withdrawal.objects.create(
        story=story, reason="Theo yêu cầu", document_number="12/CV-SVHTTDL", document_date=timezone.localdate(),
        by=UserFactory(), at=timezone.now(),
    )  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        story.unpublish()
    withdrawn = Snapshot.objects.get(kind="withdrawn")
    assert "12/CV-SVHTTDL" in as_inspector.get(reverse("snapshots:inspect", args=[withdrawn.pk])).content.decode()
    notice = as_inspector.get(reverse("snapshots:page", args=[withdrawn.pk])).content.decode()
    assert "Bài viết này đã được gỡ" in notice


def test_the_kept_page_runs_nothing_and_fetches_nothing(as_inspector, published):
    snapshot = published(title='Tít có <script>alert("x")</script>')
    response = as_inspector.get(reverse("snapshots:page", args=[snapshot.pk]))
    assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    html = response.content.decode()
    assert "<script" not in html and "<style>" in html
    for address in screens_of(snapshot)[2:]:
        response = as_inspector.get(address)
        assert (
            response["Content-Disposition"].startswith("attachment") and response["X-Content-Type-Options"] == "nosniff"
        )
        body_of(response)


def test_pictures_stand_in_the_kept_page_itself(as_inspector, published, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        picture = PictureFactory()
    body = [("picture", {"image": picture, "caption": "", "credit": "", "alt": "", "crop": ""})]
    snapshot = published(body=body)
    assert snapshot.files.filter(name__startswith="media/").exists()
    html = as_inspector.get(reverse("snapshots:page", args=[snapshot.pk])).content.decode()
    assert "data:image/" in html
    for file in snapshot.files.filter(name__startswith="media/"):
        assert f'src="/{file.name}' not in html


def test_no_door_changes_or_deletes_a_copy(as_inspector, published):
    snapshot = published()
    before = Snapshot.objects.values().get()
    for address in [*screens_of(snapshot), reverse("snapshots:index")]:
        for method in ("post", "put", "patch", "delete"):
            assert getattr(as_inspector, method)(address).status_code == 405
    assert Snapshot.objects.values().get() == before


def test_checking_the_chain_tells_the_outcome_on_the_list(
    as_inspector, inspector, published, django_capture_on_commit_callbacks
):
    published()
    with django_capture_on_commit_callbacks(execute=True):
        as_inspector.post(reverse("snapshots:check"))
    assert SnapshotCheck.objects.get().by == inspector
    assert "1 bản" in (page := as_inspector.get(reverse("snapshots:index")).content.decode()) and "đều khớp lúc" in page


def test_the_zip_holds_what_is_needed_to_check_it_and_is_logged(as_inspector, inspector, published):
    published(title="Bài một")
    published(title="Bài hai")
    response = as_inspector.post(reverse("snapshots:export"))
    archive = zipfile.ZipFile(io.BytesIO(body_of(response)))
    manifest = json.loads(archive.read("ke-khai.json"))
    assert [row["title"] for row in manifest["snapshots"]] == ["Bài một", "Bài hai"]
    previous = ""
    for row in manifest["snapshots"]:
        content = archive.read(f"{row['number']:06d}/noi-dung.json").decode()
        assert row["sha256"] == chain(previous, content) and row["previous_sha256"] == previous
        assert "trang.html" in {file["name"] for file in row["files"]}
        previous = row["sha256"]
    for line in archive.read("SHA256SUMS").decode().splitlines():
        digest, name = line.split("  ", 1)
        assert hashlib.sha256(archive.read(name)).hexdigest() == digest
    log = SnapshotExport.objects.get()
    assert (log.by, log.count, log.digest) == (inspector, 2, hashlib.sha256(archive.read("ke-khai.json")).hexdigest())


def test_the_zip_holds_what_the_list_was_filtered_to(as_inspector, published):
    published(title="Hồ Lắk mùa nước nổi")
    published(title="Giá cà phê trong tuần")
    archive = zipfile.ZipFile(io.BytesIO(body_of(as_inspector.post(reverse("snapshots:export"), {"q": "ho lak"}))))
    assert len(json.loads(archive.read("ke-khai.json"))["snapshots"]) == 1
    assert SnapshotExport.objects.get().query == "q=ho+lak"


@pytest.mark.parametrize(
    "posted, said",
    [
        ({"q": "không có bài nào như thế"}, "Không có bản lưu chiểu nào để xuất"),
        ({"at_from": "hôm qua"}, "Bộ lọc có chỗ sai"),
    ],
)
def test_an_export_that_cannot_be_made_says_what_to_do(as_inspector, published, posted, said):
    published()
    page = as_inspector.post(reverse("snapshots:export"), posted, follow=True)
    assert said in page.content.decode()
    assert not SnapshotExport.objects.exists()


def test_too_many_for_one_zip_asks_for_fewer_days(as_inspector, published, monkeypatch):
    published()
    published()
    monkeypatch.setattr(exports, "MOST_SNAPSHOTS", 1)
    page = as_inspector.post(reverse("snapshots:export"), follow=True).content.decode()
    assert "Chọn khoảng ngày ngắn hơn" in page


def test_the_list_costs_the_same_for_one_copy_and_for_thirty(as_inspector, published, django_assert_num_queries, count):
    index = reverse("snapshots:index_results")
    published()
    as_inspector.get(index)
    with CaptureQueriesContext(connection) as one:
        as_inspector.get(index)
    for _ in range(count(short=5, full=30)):
        published()
    with django_assert_num_queries(len(one)):
        as_inspector.get(index)
