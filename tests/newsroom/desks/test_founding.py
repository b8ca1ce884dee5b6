"""An administrator founds, renames and closes newsrooms and desks, with no shell and no word about groups."""

from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Page, Workflow, WorkflowPage

from newsroom.desks.models import Desk, Newsroom, RoleGroup
from newsroom.desks.roles import DESK_ROLES, NEWSROOM_ROLES
from tests.factories import DeskFactory, NewsroomFactory, OrganizationFactory, StoryFactory


def add(client, model, parent, **posted):
    return client.post(reverse("wagtailadmin_pages:add", args=["desks", model, parent.pk]), posted)


def edit(client, page, **posted):
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), posted)


def words(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def test_a_new_newsroom_has_its_role_groups_and_the_newspaper_chain(as_superuser):
    organization = OrganizationFactory()
    add(as_superuser, "newsroom", Page.get_first_root_node(), title="Tòa soạn Đắk Lắk", organization=organization.pk)
    newsroom = Newsroom.objects.get()
    assert newsroom.live and newsroom.slug == "toa-soan-dak-lak"
    assert {group.role for group in newsroom.role_groups.all()} == set(NEWSROOM_ROLES)
    assert newsroom.workflowpage.workflow == Workflow.objects.get(name="Quy trình báo")


def test_a_new_desk_has_its_role_groups_and_follows_the_chain_of_its_newsroom(as_administrator, newsroom):
    newsroom_chain = Workflow.objects.get(name="Quy trình báo")
    edit(as_administrator, newsroom, title=newsroom.title)
    add(as_administrator, "desk", newsroom, title="Ban Đời sống", gate_minutes=45)
    desk = Desk.objects.get()
    assert desk.live and desk.slug == "ban-doi-song"
    assert {group.role for group in desk.role_groups.all()} == set(DESK_ROLES)
    assert Group.objects.filter(name="Ban Đời sống: Phóng viên").exists()
    assert StoryFactory(desk=desk).get_workflow() == newsroom_chain


def test_two_desks_of_one_name_get_different_addresses_and_groups(as_administrator, newsroom):
    for _ in range(2):
        add(as_administrator, "desk", newsroom, title="Ban Văn hóa", gate_minutes=60)
    assert sorted(Desk.objects.values_list("slug", flat=True)) == ["ban-van-hoa", "ban-van-hoa-2"]
    assert RoleGroup.objects.filter(page__in=Desk.objects.all()).count() == 2 * len(DESK_ROLES)


def test_renaming_a_desk_renames_its_groups_at_once(as_administrator, newsroom):
    add(as_administrator, "desk", newsroom, title="Ban Kinh tế", gate_minutes=60)
    desk = Desk.objects.get()
    edit(as_administrator, desk, title="Ban Kinh tế, nông nghiệp", gate_minutes=30)
    desk.refresh_from_db()
    assert (desk.title, desk.gate_minutes, desk.has_unpublished_changes) == ("Ban Kinh tế, nông nghiệp", 30, False)
    assert all(group.group.name.startswith("Ban Kinh tế, nông nghiệp: ") for group in desk.role_groups.all())


def test_the_desk_form_saves_by_hand_and_offers_no_approval(as_administrator, desk):
    page = as_administrator.get(reverse("wagtailadmin_pages:edit", args=[desk.pk])).content.decode()
    assert "data-w-autosave-interval-value" not in page
    assert "action-submit" not in page and "action-publish" not in page


def test_an_administrator_cannot_hand_the_newsroom_to_another_organization(as_administrator, newsroom):
    before, other = newsroom.organization_id, OrganizationFactory()
    edit(as_administrator, newsroom, title=newsroom.title, organization=other.pk)
    newsroom.refresh_from_db()
    assert newsroom.organization_id == before


def test_an_administrator_founds_no_newsroom_and_no_desk_elsewhere(as_administrator):
    other = NewsroomFactory()
    add(as_administrator, "newsroom", Page.get_first_root_node(), title="Lạ", organization=OrganizationFactory().pk)
    add(as_administrator, "desk", other, title="Ban lạ", gate_minutes=60)
    assert Newsroom.objects.count() == 2 and not Desk.objects.exists()


def test_a_desk_with_stories_is_not_deleted_and_says_why(as_administrator, desk):
    StoryFactory(desk=desk)
    response = as_administrator.post(reverse("wagtailadmin_pages:delete", args=[desk.pk]), follow=True)
    assert "Chưa xóa được “Ban Kinh tế”: bên trong còn 1 mục" in words(response)
    assert Desk.objects.filter(pk=desk.pk).exists()


def test_a_newsroom_with_desks_is_not_deleted(as_superuser, desk, newsroom):
    response = as_superuser.post(reverse("wagtailadmin_pages:delete", args=[newsroom.pk]), follow=True)
    assert "Chưa xóa được" in words(response)
    assert Newsroom.objects.filter(pk=newsroom.pk).exists()


def test_closing_an_empty_desk_closes_its_groups(as_superuser, newsroom):
    add(as_superuser, "desk", newsroom, title="Ban thử", gate_minutes=60)
    as_superuser.post(reverse("wagtailadmin_pages:delete", args=[Desk.objects.get().pk]))
    assert not Desk.objects.exists()
    assert not Group.objects.filter(name__startswith="Ban thử").exists()


def test_a_desk_is_not_moved_to_another_newsroom(as_superuser, desk):
    other = NewsroomFactory()
    response = as_superuser.get(reverse("wagtailadmin_pages:move", args=[desk.pk]), follow=True)
    assert "không chuyển sang tòa soạn khác được" in words(response)
    as_superuser.post(reverse("wagtailadmin_pages:move_confirm", args=[desk.pk, other.pk]))
    assert Desk.objects.get(pk=desk.pk).get_parent().pk != other.pk


def test_a_desk_may_have_a_chain_of_its_own(as_administrator, newsroom):
    desk = DeskFactory(parent=newsroom)
    story = StoryFactory(desk=desk)
    two_steps = Workflow.objects.get(name="Quy trình hai bước")
    WorkflowPage.objects.create(page=desk, workflow=two_steps)
    assert story.get_workflow() == two_steps
    assert desk.get_workflow() is None
