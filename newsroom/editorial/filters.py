"""The filters of Tin bài. Choices hold what the person may see."""

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from newsroom.desks.models import Desk, RoleGroup, Section
from newsroom.desks.queries import desks_for, standing_of
from newsroom.desks.roles import Right
from newsroom.editorial.house import NEWSROOM_PATH
from newsroom.editorial.models import StoryStatus
from newsroom.editorial.states import State

ANY = _("Tất cả")


def desks_of(request):
    return desks_for(request.user, Right.READ).order_by("path") if request else Desk.objects.none()


def sections_of(request):
    """Sections of the brands of the person's organizations."""
    roots = _newsrooms(request)
    return Section.objects.filter(brand__organization__newsroom__path__in=roots)


def people_of(request):
    """Colleagues: who has a role in the same newsroom."""
    below = Q(pk__in=[])
    for root in _newsrooms(request):
        below |= Q(page__path__startswith=root)
    groups = RoleGroup.objects.filter(below).values("group")
    return (
        get_user_model()
        .objects.filter(is_active=True, groups__in=groups)
        .distinct()
        .order_by("first_name", "last_name")
    )


def _newsrooms(request) -> list[str]:
    return sorted({path[:NEWSROOM_PATH] for path in standing_of(request.user).by_path}) if request else []


def one_of(label, queryset, **kwargs):
    return django_filters.ModelChoiceFilter(
        label=label, queryset=queryset, empty_label=ANY, widget=kwargs.pop("widget", forms.RadioSelect), **kwargs
    )


class StoryFilter(WagtailFilterSet):
    desk = one_of(_("Ban"), desks_of, to_field_name="id")
    state = django_filters.MultipleChoiceFilter(
        label=_("Trạng thái"), choices=State, widget=forms.CheckboxSelectMultiple
    )
    author = one_of(_("Tác giả"), people_of, widget=forms.Select, method="filter_author")
    section = one_of(_("Chuyên mục"), sections_of)
    holder = one_of(_("Người đang giữ"), people_of, widget=forms.Select, method="filter_holder")
    date = django_filters.DateFromToRangeFilter(label=_("Ngày"), field_name="saved_at", widget=DateRangePickerWidget)

    class Meta:
        model = StoryStatus
        fields = []

    def filter_author(self, rows, name, person):
        written = StoryStatus.writers.through.objects.filter(user=person).values("storystatus")
        return rows.filter(pk__in=written)

    def filter_holder(self, rows, name, person):
        """By the index of holders: a person holds few stories, and the planner takes an average that is all of them."""
        return rows.filter(pk__in=StoryStatus.objects.filter(holder=person).values("pk"))
