"""What an empty newsroom needs before its first story can go out, in the order in which it can be made."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site

from newsroom.desks.models import Desk, Genre, Newsroom, RoleGroup, Section
from newsroom.organizations.models import Brand, Organization

DEPTH_OF_HOMES = 2  # Root → front pages and newsrooms.


@dataclass(frozen=True)
class Step:
    label: str
    hint: str
    address: str
    is_done: bool


def first_steps() -> list[Step]:
    """Every step, or none when nothing is missing."""
    root, newsroom = Page.get_first_root_node(), Newsroom.objects.first()
    home = Page.objects.filter(depth=DEPTH_OF_HOMES).not_type(Newsroom).first()
    has_section_page = home is not None and home.get_children().exists()
    has_people = RoleGroup.objects.filter(group__user__isnull=False).exists()
    steps = [
        Step(_("Cơ quan báo chí"), _("Tên và cơ quan chủ quản."), reverse("organization:add"), _some(Organization)),
        Step(_("Sản phẩm báo chí"), _("Tờ báo, tạp chí, kênh; giấy phép."), reverse("brand:add"), _some(Brand)),
        Step(_("Chuyên mục"), _("Mỗi bài có một chuyên mục chính."), reverse("section:add"), _some(Section)),
        Step(_("Thể loại"), _("Tin, phóng sự, ảnh; nhóm nhuận bút."), reverse("genre:add"), _some(Genre)),
        Step(_("Tòa soạn"), _("Chọn loại trang Tòa soạn; các vai tự có."), _below(root), newsroom is not None),
        Step(_("Ban"), _("Nơi phóng viên viết bài."), _below(newsroom or root), _some(Desk)),
        Step(_("Người và vai"), _("Lập tài khoản, rồi phân vai."), reverse("wagtailusers_users:add"), has_people),
        Step(_("Trang chủ"), _("Chọn loại trang Trang chủ, rồi xuất bản."), _below(root), home is not None),
        Step(_("Website"), _("Tên miền mở vào trang chủ."), reverse("wagtailsites:add"), _some(Site)),
        Step(_("Trang chuyên mục"), _("Mỗi chuyên mục một trang."), _below(home or root), has_section_page),
    ]
    return [] if all(step.is_done for step in steps) else steps


def _some(model) -> bool:
    return model.objects.exists()


def _below(page) -> str:
    return reverse("wagtailadmin_pages:add_subpage", args=[page.pk])
