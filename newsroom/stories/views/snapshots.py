"""The screens of lưu chiểu: list, one copy, checking, taking copies out. Each only within one's own organizations."""

import json

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.forms import CheckboxSelectMultiple
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from newsroom.desks.queries import newsrooms_for
from newsroom.desks.roles import Right
from newsroom.organizations.models import Brand, Organization
from newsroom.search.queries import matching_ids
from newsroom.stories.models import Snapshot, SnapshotCheck
from newsroom.stories.services.exports import TooMuch, export
from newsroom.stories.services.pages import PAGE
from newsroom.stories.services.snapshot_checks import ask_for_check, check_one
from newsroom.stories.states import SnapshotKind

MOST_DIGITS = 19


def organizations_open_to(user):
    return Organization.objects.filter(newsroom__in=newsrooms_for(user, Right.SNAPSHOTS))


class InspectorsOnly:
    """People with the right to lưu chiểu somewhere; `snapshots` are those of their own organizations."""

    def dispatch(self, request, *args, **kwargs):
        if not self.organizations:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def organizations(self) -> list[Organization]:
        return list(organizations_open_to(self.request.user))

    def snapshots(self):
        return Snapshot.objects.filter(organization__in=self.organizations)


class SnapshotFilterSet(WagtailFilterSet):
    brand = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Sản phẩm báo chí"),
        queryset=lambda request: Brand.objects.filter(organization__in=organizations_open_to(request.user)),
    )
    kind = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("Việc"), choices=SnapshotKind.choices, widget=CheckboxSelectMultiple
    )
    at = django_filters.DateFromToRangeFilter(label=gettext_lazy("Ngày"), widget=DateRangePickerWidget)

    class Meta:
        model = Snapshot
        fields = ["brand", "kind", "at"]


def searched(rows, asked: str):
    """A number; a piece of the headline or address; or the story as the newsroom's search finds it, marks optional."""
    found = Q(title__icontains=asked)
    if asked.isdigit() and len(asked) < MOST_DIGITS:
        return rows.filter(found | Q(number=int(asked)) | Q(url__endswith=f"-{asked}/"))
    return rows.filter(found | Q(url__icontains=asked) | Q(story__in=matching_ids(["story"], asked, prefix=True)))


class SnapshotList(InspectorsOnly, generic.IndexView):
    page_title = gettext_lazy("Lưu chiểu")
    template_name = "newsroom/snapshots/list.html"
    results_template_name = "newsroom/snapshots/results.html"
    permission_policy = any_permission_required = None
    filterset_class = SnapshotFilterSet
    search_fields = ["title"]
    default_ordering = ["-at", "-number"]
    paginate_by = 50
    columns = []

    def get_base_queryset(self):
        return self.snapshots().select_related("brand", "by")

    def search_queryset(self, queryset):
        return searched(queryset, self.search_query.strip()) if self.is_searching else queryset

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        # What the export form sends back: the same filters as the list.
        context["chosen"] = [(key, value) for key, values in self.request.GET.lists() for value in values if key != "p"]
        if not self.results_only:
            checks = SnapshotCheck.objects.filter(organization__in=self.organizations).select_related("organization")
            context["checks"] = {check.organization_id: check for check in checks.order_by("at")}.values()
        return context


class SnapshotDetail(InspectorsOnly, WagtailAdminTemplateMixin, TemplateView):
    model = None
    index_url_name = inspect_url_name = None
    page_title = gettext_lazy("Lưu chiểu")
    template_name = "newsroom/snapshots/detail.html"

    @cached_property
    def snapshot(self) -> Snapshot:
        rows = self.snapshots().select_related("brand", "by", "organization").prefetch_related("files")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_page_subtitle(self):
        return _("Số %(number)s") % {"number": self.snapshot.number}

    def get_breadcrumbs_items(self):
        index = {"url": reverse(self.index_url_name), "label": self.page_title}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.get_page_subtitle()}]

    def get_context_data(self, **kwargs):
        snapshot, facts = self.snapshot, json.loads(self.snapshot.content)
        neighbours = self.snapshots().filter(organization=snapshot.organization_id)
        return super().get_context_data(
            snapshot=snapshot, facts=facts, problems=check_one(snapshot=snapshot), checked_at=timezone.now(),
            pretty=json.dumps(facts, ensure_ascii=False, indent=2, sort_keys=True),
            page=next((file for file in snapshot.files.all() if file.name == PAGE), None),
            before=neighbours.filter(number=snapshot.number - 1).first(),
            after=neighbours.filter(number=snapshot.number + 1).first(),
            of_story=self.snapshots().filter(story=snapshot.story_id).order_by("number"), **kwargs,
        )  # fmt: skip


class AskForCheck(InspectorsOnly, View):
    """POST: walk the whole chain of every organization of this person."""

    index_url_name = None

    def post(self, request):
        for organization in self.organizations:
            ask_for_check(organization=organization, by=request.user, now=timezone.now())
        messages.success(request, _("Đang kiểm tra cả chuỗi lưu chiểu. Kết quả hiện ở đầu trang này khi xong."))
        return redirect(self.index_url_name)


class Export(InspectorsOnly, View):
    """POST with the filters of the list: a ZIP of what they find, one organization at a time."""

    index_url_name = None

    def post(self, request):
        try:
            archive = export(snapshots=self.chosen(), query=asked_of(request.POST), by=request.user, now=timezone.now())
        except TooMuch as refusal:
            messages.error(request, str(refusal))
            return redirect(self.index_url_name)
        return FileResponse(archive.file, as_attachment=True, filename=archive.name)

    def chosen(self):
        filters = SnapshotFilterSet(self.request.POST, self.snapshots(), request=self.request)
        if not filters.is_valid():
            raise TooMuch(_("Bộ lọc có chỗ sai. Mở lại danh sách và lọc lại."))
        rows = filters.qs
        if asked := self.request.POST.get("q", "").strip():
            rows = searched(rows, asked)
        return rows


def asked_of(posted) -> str:
    """The filters of an export, for its log."""
    asked = posted.copy()
    asked.pop("csrfmiddlewaretoken", None)
    return asked.urlencode()
