"""Tin bài: saved views, filters, search without marks, paging."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from newsroom.desks.roles import Role
from newsroom.editorial import worklists
from newsroom.editorial.models import StoryStatus
from newsroom.editorial.states import State
from tests.factories import DeskFactory, NewsroomFactory, SectionFactory, StoryFactory, UserFactory
from tests.newsroom.editorial.verbs_house import fresh

pytestmark = pytest.mark.django_db
ALL = reverse("newsroom_stories")


def titles(answer) -> list[str]:
    return [row.title for row in answer.context["object_list"]]


def found(client, query: dict | None = None, view: str = "tat-ca") -> list[str]:
    answer = client.get(reverse("newsroom_stories_view", args=[view]), query or {})
    assert answer.status_code == 200
    return titles(answer)


@pytest.fixture
def secretary(client, house):
    client.force_login(house.secretary)
    return client


class TestViews:
    def test_each_view_holds_what_its_name_says(self, secretary, house):
        house.draft(title="Nháp")
        house.approve(house.submitted(house.draft(title="Ở thư ký")), house.chief)
        story = house.submitted(house.draft(title="Trả lại"))
        house.do("claim", story, house.chief)
        house.do("send_back", story, house.chief, reason="Thiếu ảnh")
        house.approved(house.submitted(house.draft(title="Chờ đăng")))
        house.live(house.submitted(house.draft(title="Lên trang")))
        gone = house.live(house.submitted(house.draft(title="Đã gỡ bài")))
        house.do("take_down", gone, house.leader, reason="Theo yêu cầu", explanation="Đăng nhầm")
        expected = {
            "cho-toi": {"Ở thư ký"},
            "qua-han": set(),
            "trong-quy-trinh": {"Ở thư ký"},
            "bi-tra-lai": {"Trả lại"},
            "cho-dang": {"Chờ đăng"},
            "hom-nay": {"Lên trang"},
            "da-go": {"Đã gỡ bài"},
            "tat-ca": {"Nháp", "Ở thư ký", "Trả lại", "Chờ đăng", "Lên trang", "Đã gỡ bài"},
        }
        for view, names in expected.items():
            assert set(found(secretary, view=view)) == names, view

    def test_chips_carry_the_same_numbers_as_their_lists(self, secretary, house):
        house.approve(house.submitted(), house.chief)
        page = " ".join(secretary.get(ALL).content.decode().split())
        assert "Chờ tôi <b>1</b>" in page
        assert "Bị trả lại <b>0</b>" in page

    def test_a_view_that_is_not_for_the_person_is_not_there(self, client, house):
        client.force_login(house.reporter)
        assert client.get(reverse("newsroom_stories_view", args=["cho-toi"])).status_code == 404
        assert client.get(reverse("newsroom_stories_view", args=["khong-co"])).status_code == 404

    def test_my_stories_are_mine(self, client, house):
        house.draft(title="Của tôi")
        house.draft(owner=house.colleague, title="Của bạn")
        client.force_login(house.reporter)
        assert found(client, view="cua-toi") == ["Của tôi"]
        assert set(found(client)) == {"Của tôi", "Của bạn"}


class TestFilters:
    def test_by_state_desk_author_section_holder_and_day(self, secretary, house):
        section = SectionFactory(brand=house.section.brand)
        house.draft(title="Một")
        StoryFactory(title="Hai", desk=house.other_desk, section=section, owner=house.colleague)
        three = house.submitted(house.draft(title="Ba"))
        house.do("claim", three, house.chief)
        StoryStatus.objects.filter(title="Một").update(saved_at=timezone.now() - timedelta(days=9))
        today = timezone.localdate()
        assert found(secretary, {"state": State.EDITING}) == ["Ba"]
        assert set(found(secretary, {"state": [State.EDITING, State.DRAFT]})) == {"Một", "Hai", "Ba"}
        assert found(secretary, {"desk": house.other_desk.pk}) == ["Hai"]
        assert found(secretary, {"author": house.colleague.pk}) == ["Hai"]
        assert found(secretary, {"section": section.pk}) == ["Hai"]
        assert found(secretary, {"holder": house.chief.pk}) == ["Ba"]
        assert set(found(secretary, {"date_from": f"{today:%d/%m/%Y}"})) == {"Hai", "Ba"}

    def test_an_active_filter_is_a_pill_that_can_be_taken_off(self, secretary, house):
        house.draft()
        page = secretary.get(ALL, {"desk": house.desk.pk}).content.decode()
        assert "w-pill" in page
        assert house.desk.title in page

    def test_only_desks_and_people_of_ones_own_newsroom_can_be_chosen(self, secretary, house):
        abroad = UserFactory(roles=[(Role.REPORTER, DeskFactory(parent=NewsroomFactory()))])
        form = secretary.get(ALL).context["filters"].form
        assert abroad not in form.fields["author"].queryset
        assert set(form.fields["desk"].queryset) == {house.desk, house.other_desk}

    def test_nothing_found_says_so_and_offers_to_take_the_filters_off(self, secretary, house):
        house.draft()
        page = secretary.get(ALL, {"state": State.WITHDRAWN}).content.decode()
        assert "Không có bài nào khớp. Bỏ bớt bộ lọc." in page
        assert "Xóa bộ lọc" in page

    @pytest.mark.parametrize(
        "query", [{"desk": "x"}, {"date_from": "hôm qua"}, {"p": "chín"}, {"p": "999"}, {"state": "?"}]
    )
    def test_nonsense_in_the_address_is_not_a_crash(self, secretary, house, query):
        house.draft()
        assert secretary.get(ALL, query).status_code == 200


class TestSearch:
    def test_marks_are_optional_and_the_best_stands_first(self, secretary, house):
        house.draft(title="Cư M'gar: Cà phê được mùa", sapo="", body=[])
        house.draft(title="Chuyện khác hẳn", sapo="Ở Cư M'gar cà phê vào vụ.", body=[])
        house.draft(title="Không liên quan", sapo="", body=[])
        assert found(secretary, {"q": "ca phe cu mgar"}) == ["Cư M'gar: Cà phê được mùa", "Chuyện khác hẳn"]
        assert found(secretary, {"q": "ca phe", "state": State.WITHDRAWN}) == []

    def test_it_finds_nothing_the_person_may_not_read(self, client, house):
        StoryFactory(title="Cà phê ban khác", desk=house.other_desk, section=house.section)
        client.force_login(house.reporter)
        assert found(client, {"q": "ca phe"}) == []

    def test_results_alone_are_a_fragment_for_the_page(self, secretary, house):
        house.draft(title="Cà phê được mùa")
        answer = secretary.get(reverse("newsroom_stories_results", args=["tat-ca"]), {"q": "ca phe"})
        assert titles(answer) == ["Cà phê được mùa"]
        assert "<html" not in answer.content.decode()


class TestSize:
    def test_as_many_queries_with_many_rows_as_with_three(self, secretary, house):
        def asked(stories: int) -> int:
            for _ in range(stories):
                house.draft()
            secretary.get(ALL)
            with CaptureQueriesContext(connection) as queries:
                secretary.get(ALL)
            return len(queries)

        assert asked(3) == asked(57)

    def test_pages_end_at_the_window_and_say_so(self, secretary, house, monkeypatch):
        monkeypatch.setattr(worklists, "WINDOW", 2)
        for _ in range(3):
            house.draft()
        answer = secretary.get(ALL)
        assert len(titles(answer)) == 2
        assert "Lọc hoặc tìm để thấy bài cũ hơn." in answer.content.decode()


class TestDoor:
    @pytest.mark.parametrize("role", [Role.INSPECTOR, Role.TECHNICIAN, Role.ADMINISTRATOR])
    def test_who_reads_no_stories_is_sent_back_to_the_desk(self, client, house, role):
        client.force_login(house.person(role, house.newsroom))
        assert client.get(ALL).status_code == 302

    def test_a_title_is_text_never_markup(self, secretary, house):
        house.draft(title="<script>alert(1)</script>", slug="kich-ban")
        assert "<script>alert(1)" not in secretary.get(ALL).content.decode()

    def test_a_row_opens_for_who_only_reads(self, client, house):
        story = house.draft(owner=house.colleague)
        client.force_login(fresh(house.reporter))
        answer = client.get(reverse("wagtailadmin_pages:edit", args=[story.pk]), follow=True)
        assert answer.status_code == 200
        assert story.title in answer.content.decode()
