"""Bàn làm việc: what each person finds after logging in."""

import re
from datetime import timedelta

import pytest
from django.core.mail import send_mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from newsroom.desks.roles import Role
from newsroom.editorial.models import StoryStatus
from newsroom.editorial.states import State
from tests.factories import (
    BrandFactory,
    DeskFactory,
    GenreFactory,
    HomePageFactory,
    LicenceFactory,
    NewsroomFactory,
    SectionFactory,
    SectionPageFactory,
    StoryFactory,
    UserFactory,
)
from tests.newsroom.editorial.verbs_house import fresh

pytestmark = pytest.mark.django_db
DESK = reverse("wagtailadmin_home")


def desk_of(client, user) -> str:
    client.force_login(user)
    answer = client.get(DESK)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


class TestReporter:
    def test_what_was_returned_stands_first_with_reason_name_and_buttons(self, client, house):
        story = house.submitted()
        house.do("claim", story, house.chief)
        house.do("send_back", story, house.chief, reason="Thiếu ý kiến của phường.")
        page = desk_of(client, house.reporter)
        assert "Thiếu ý kiến của phường." in page
        assert str(house.chief) in page
        assert page.index("Bị trả lại") < page.index("Bài của tôi")
        assert reverse("story_diff", args=[story.pk]) in page
        assert "Sửa bài" in page

    def test_a_story_at_a_gate_says_who_has_it(self, client, house):
        story = house.submitted()
        assert "chưa ai nhận" in desk_of(client, house.reporter)
        house.do("claim", story, house.chief)
        assert f"đang ở <b>{house.chief}</b>" in desk_of(client, house.reporter)

    def test_approved_and_published_have_boxes_of_their_own(self, client, house):
        house.approved(house.submitted(house.draft(title="Giá sầu riêng nhích nhẹ")))
        house.live(house.submitted(house.draft(title="Khánh thành điểm trường")))
        page = desk_of(client, house.reporter)
        ready, today = page.index('id="box-ready"'), page.index('id="box-today"')
        assert ready < page.index("Giá sầu riêng nhích nhẹ") < today < page.index("Khánh thành điểm trường")

    def test_empty_boxes_say_what_will_appear(self, client, house):
        page = desk_of(client, house.reporter)
        for sentence in (
            "Không có bài nào bị trả lại.",
            "Chưa có bài nào đang làm. Bấm Viết bài để bắt đầu.",
            "Không có bài nào đang chờ đăng.",
            "Hôm nay chưa có bài nào của bạn lên trang.",
        ):
            assert sentence in page

    def test_the_list_behind_a_box_holds_what_the_box_counts(self, client, house):
        for writer in (house.reporter, house.colleague):
            story = house.submitted(house.draft(owner=writer))
            house.do("claim", story, house.chief)
            house.do("send_back", story, house.chief, reason="Thiếu ảnh")
        page = desk_of(client, house.reporter)
        link = f"{reverse('newsroom_stories_view', args=['bi-tra-lai'])}?author={house.reporter.pk}"
        assert f'href="{link}"' in page
        assert len(client.get(link).context["object_list"]) == 1

    def test_colleagues_stories_are_not_on_my_desk(self, client, house):
        house.draft(owner=house.colleague, title="Của người khác")
        assert "Của người khác" not in desk_of(client, house.reporter)


class TestGate:
    def test_a_waiting_story_can_be_taken_up_with_one_press(self, client, house):
        story = house.submitted()
        address = reverse("story_action", args=[story.pk, "claim"])
        assert f'action="{address}"' in desk_of(client, house.chief)
        client.post(address)
        assert StoryStatus.objects.get(pk=story.pk).holder == house.chief
        assert "Duyệt tiếp" in desk_of(client, fresh(house.chief))
        assert f"Đang mở: {house.chief}" in desk_of(client, house.second_chief)

    def test_what_came_back_from_the_gate_after_says_why(self, client, house):
        story = house.approve(house.submitted(), house.chief, note="Đã xem.")
        house.do("claim", story, house.secretary)
        house.do("send_back", story, house.secretary, reason="Hỏi lại số hộ.", to="gate")
        page = desk_of(client, house.chief)
        assert "Hỏi lại số hộ." in page and str(house.secretary) in page
        assert "Hỏi lại số hộ." not in desk_of(client, house.reporter)
        house.approve(story, house.chief)
        assert "Hỏi lại số hộ." not in desk_of(client, house.secretary)

    def test_the_row_says_what_the_gate_before_did(self, client, house):
        house.approve(house.submitted(), house.chief)
        assert "Trưởng ban duyệt" in desk_of(client, house.secretary)
        house.submitted(house.draft(), urgent=True)
        assert "Tin nóng: bỏ qua bước" in desk_of(client, house.leader)

    def test_a_reporter_named_to_approve_in_somebodys_place_is_asked_too(self, client, house):
        story = house.submitted()
        assert "Đang chờ tôi" not in desk_of(client, house.colleague)
        house.do("name_substitute", story, house.leader, person=fresh(house.colleague), reason="Trưởng ban đi vắng")
        assert "Đang chờ tôi" in desk_of(client, fresh(house.colleague))
        waiting = client.get(reverse("newsroom_stories_view", args=["cho-toi"])).content.decode()
        assert story.title in waiting

    def test_counters_count_waiting_late_and_ready(self, client, house):
        late = house.approve(house.submitted(), house.chief)
        StoryStatus.objects.filter(pk=late.pk).update(due_at=timezone.now() - timedelta(minutes=8))
        house.approved()
        page = desk_of(client, house.secretary)
        assert "<b>1</b> Chờ tôi" in page
        assert "<b>1</b> Quá hạn" in page
        assert "<b>1</b> Chờ đăng" in page

    def test_counts_stop_at_99_and_a_box_at_ten_rows(self, client, house):
        story = house.draft(owner=house.colleague)
        rows = StoryStatus.objects.filter(pk=story.pk)
        rows.update(state=State.APPROVED)
        one = rows.get()
        copies = [StoryFactory(desk=house.desk, section=house.section, owner=house.colleague) for _ in range(11)]
        StoryStatus.objects.filter(pk__in=[copy.pk for copy in copies]).update(state=State.APPROVED, since=one.since)
        page = desk_of(client, house.secretary)
        assert "<b>12</b> Chờ đăng" in page
        assert page.count('<li class="nr-row">') == 10

    def test_as_many_queries_with_full_boxes_as_with_three_rows(self, client, house):
        client.force_login(house.secretary)

        def asked(stories: int) -> int:
            for _ in range(stories):
                house.approve(house.submitted(), house.chief)
                house.draft(owner=house.secretary)
            client.get(DESK)
            with CaptureQueriesContext(connection) as queries:
                client.get(DESK)
            return len(queries)

        assert asked(3) == asked(9)


class TestHouse:
    def test_an_inspector_finds_the_newest_copies(self, client, house):
        story = house.live()
        page = desk_of(client, house.person(Role.INSPECTOR, house.newsroom))
        assert "Lưu chiểu mới nhất" in page
        assert story.title in page
        assert reverse("newsroom_write") not in page
        assert reverse("newsroom_stories") not in page

    def test_a_technician_finds_the_files(self, client, house):
        page = desk_of(client, house.person(Role.TECHNICIAN, house.newsroom))
        assert reverse("newsroom_media_jobs") in page and "Không có tệp nào cần bạn xem lại." in page

    def test_an_administrator_finds_what_is_missing(self, client, house):
        newcomer = UserFactory(first_name="Vân", last_name="Đỗ Khánh")
        LicenceFactory(brand=house.section.brand, phone="")
        page = desk_of(client, house.person(Role.ADMINISTRATOR, house.newsroom))
        assert "Thiếu: điện thoại" in page
        assert reverse("wagtailusers_users:edit", args=[newcomer.pk]) in page

    def test_the_first_account_is_led_through_founding_a_newsroom_until_it_stands(self, client, db):
        founder = UserFactory(is_superuser=True)
        page = desk_of(client, founder)
        assert "Lập tòa soạn" in page and reverse("organization:add") in page
        assert reverse("newsroom_roles:index") not in page
        home = HomePageFactory(brand=BrandFactory())
        SectionPageFactory(section=SectionFactory(brand=home.brand), parent=home)
        GenreFactory()
        desk = DeskFactory(parent=NewsroomFactory(organization=home.brand.organization))
        assert "Lập tòa soạn" in desk_of(client, founder)
        UserFactory(roles=[(Role.REPORTER, desk)])
        page = desk_of(client, founder)
        assert "Lập tòa soạn" not in page and reverse("newsroom_roles:index") in page

    def test_mail_of_a_run_without_a_server_is_listed_for_the_administrator_only(
        self, client, house, settings, tmp_path
    ):
        settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", tmp_path
        send_mail("Có bài chờ bạn duyệt", "Bài đang chờ ở bước Thư ký.", None, [house.secretary.email])
        assert "Có bài chờ bạn duyệt" in desk_of(client, house.person(Role.ADMINISTRATOR, house.newsroom))
        page = client.get(reverse("newsroom_mail")).content.decode()
        (letter,) = re.findall(f'href="({reverse("newsroom_mail")}[^"]+)"', page)
        assert "Bài đang chờ ở bước Thư ký." in client.get(letter).content.decode()
        client.force_login(house.leader)
        assert client.get(letter).status_code == 302
        assert "Thư đã viết ra tệp" not in desk_of(client, house.leader)
        client.force_login(UserFactory(roles=[(Role.ADMINISTRATOR, NewsroomFactory())]))
        assert "Có bài chờ bạn duyệt" not in client.get(reverse("newsroom_mail")).content.decode()
        assert client.get(letter).status_code == 404

    def test_without_a_role_a_sentence_and_a_way_out_instead_of_a_circle(self, client):
        client.force_login(UserFactory())
        answer = client.get(DESK, follow=True)
        assert answer.status_code == 403
        assert "chưa có vai nào" in answer.content.decode()
        assert reverse("account_logout") in answer.content.decode()

    def test_who_is_not_logged_in_is_asked_to_and_comes_back(self, client):
        answer = client.get(reverse("newsroom_stories"), follow=True)
        address, _code = answer.redirect_chain[-1]
        assert address.startswith(reverse("account_login"))
        assert reverse("newsroom_stories") in address


class TestLicenceStrip:
    def test_it_stands_over_every_screen_until_nothing_is_missing(self, client, house):
        licence = LicenceFactory(brand=house.section.brand, head_name="")
        client.force_login(house.reporter)
        for address in (DESK, reverse("newsroom_stories"), reverse("newsroom_rights"), reverse("wagtailimages:index")):
            assert "còn thiếu: họ tên người đứng đầu" in client.get(address).content.decode()
        licence.head_name = "Nguyễn Văn Mẫu"
        licence.save()
        assert "nr-strip" not in client.get(DESK).content.decode()

    def test_only_administrators_are_shown_where_to_mend_it(self, client, house):
        mend = reverse("brand:edit", args=[house.section.brand_id])
        assert mend not in desk_of(client, house.reporter)
        assert mend in desk_of(client, house.person(Role.ADMINISTRATOR, house.newsroom))

    def test_another_organizations_licence_is_not_our_trouble(self, client, house):
        LicenceFactory(brand=house.section.brand)
        BrandFactory()
        assert "nr-strip" not in desk_of(client, house.reporter)


class TestWriting:
    def test_with_one_desk_straight_to_a_blank_story(self, client, house):
        client.force_login(house.reporter)
        blank = reverse("wagtailadmin_pages:add", args=["stories", "story", house.desk.pk])
        assert client.get(reverse("newsroom_write")).url == blank
        assert client.get(blank).status_code == 200

    def test_with_several_desks_a_choice(self, client, house):
        client.force_login(house.secretary)
        page = client.get(reverse("newsroom_write")).content.decode()
        for desk in (house.desk, house.other_desk):
            assert desk.title in page

    def test_who_does_not_write_is_refused(self, client, house):
        client.force_login(house.person(Role.INSPECTOR, house.newsroom))
        assert client.get(reverse("newsroom_write")).status_code == 302


class TestMenu:
    def test_the_page_tree_is_for_those_who_keep_the_house(self, client, house):
        assert '"explorer"' not in desk_of(client, house.secretary)
        assert '"explorer"' in desk_of(client, house.person(Role.ADMINISTRATOR, house.newsroom))

    def test_wagtails_reports_are_for_those_who_mend_things(self, client, house):
        assert '"reports"' not in desk_of(client, house.reporter)
        assert '"locked-pages"' in desk_of(client, house.chief)
        assert '"aging-pages"' not in desk_of(client, house.secretary)

    def test_the_search_in_the_menu_is_the_one_that_forgives_missing_marks(self, client, house):
        assert f'"{reverse("newsroom_stories")}"' in desk_of(client, house.reporter)

    def test_the_table_of_rights_is_the_one_of_the_code(self, client, house):
        client.force_login(house.reporter)
        page = client.get(reverse("newsroom_rights")).content.decode()
        assert "Vai của bạn: Phóng viên." in page
        assert "Gỡ bài, khôi phục khi có văn bản yêu cầu" in page
