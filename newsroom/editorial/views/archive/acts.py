"""What is done from Kho tư liệu: put something into a draft, keep a search, look at what it found anew."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages

from newsroom.editorial.archive import filters
from newsroom.editorial.models import SavedSearch, StoryStatus
from newsroom.editorial.services import saved_searches
from newsroom.editorial.services.insertion import insert
from newsroom.editorial.states import ON_SITE, READY
from newsroom.editorial.views.archive.screen import uses_archive
from newsroom.editorial.views.base import number
from newsroom.language import clean_line
from newsroom.stories.errors import Refused
from newsroom.stories.models import Story

SAID = {
    SavedSearch.Alert.NONE: _("Đã lưu “%(name)s”. Bấm vào tên ở đầu Kho tư liệu để tìm lại."),
    SavedSearch.Alert.DESK: _("Đã lưu “%(name)s”. Có gì mới khớp thì hiện ở đây và ở Bàn làm việc."),
    SavedSearch.Alert.MAIL: _("Đã lưu “%(name)s”. Có gì mới khớp thì hiện ở đây, ở Bàn làm việc, và trong thư sáng hôm sau."),
}  # fmt: skip


class ArchiveAct(View):
    http_method_names = ["post"]

    def dispatch(self, request, *args, **kwargs):
        if not uses_archive(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def back(self):
        given = self.request.POST.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(given, {self.request.get_host()}, self.request.is_secure())
        return redirect(given if given and is_ours else reverse("newsroom_archive"))


class Insert(ArchiveAct):
    def post(self, request):
        story = get_object_or_404(Story, pk=number(request.POST.get("story")))
        try:
            name = insert(
                story=story, kind=request.POST.get("kind", ""), object_id=number(request.POST.get("object")),
                by=request.user, today=timezone.localdate(),
            )  # fmt: skip
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            open_it = messages.button(reverse("wagtailadmin_pages:edit", args=[story.pk]), _("Mở bài"))
            said = _("Đã chèn “%(name)s” vào cuối bài.")
            if StoryStatus.objects.filter(pk=story.pk, state__in=READY | ON_SITE).exists():
                said = _(
                    "Đã chèn “%(name)s” vào cuối bản sửa. Bản đã duyệt chưa đổi: gửi duyệt bản sửa để có trên trang."
                )
            messages.success(request, said % {"name": name}, buttons=[open_it])
        return self.back()


class SaveSearch(ArchiveAct):
    def post(self, request):
        query = clean_line(request.POST.get("q", "")[: filters.LONGEST])
        if not query:
            return self.back()
        alert = request.POST.get("alert", "")
        try:
            search = saved_searches.save(
                person=request.user, name=request.POST.get("name", "")[:200], query=query,
                choices=filters.read(request.POST).parameters(),
                alert=alert if alert in SavedSearch.Alert.values else SavedSearch.Alert.DESK, now=timezone.now(),
            )  # fmt: skip
        except Refused as refused:
            messages.error(request, str(refused))
            return self.back()
        messages.success(request, SAID[search.alert] % {"name": search.name})
        return redirect(f"{reverse('newsroom_archive')}?{search.query_string}")


class ForgetSearch(ArchiveAct):
    def post(self, request, pk):
        saved_searches.forget(person=request.user, search_id=pk)
        messages.success(request, _("Đã xóa lượt tìm đã lưu."))
        return self.back()
