from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from newsroom.desks.queries import standing_of
from newsroom.desks.roles import Right
from newsroom.stories.models import Snapshot
from newsroom.stories.views import snapshot_files, snapshots


class ForInspectors(MenuItem):
    def is_shown(self, request):
        return standing_of(request.user).may_anywhere(Right.SNAPSHOTS)


class SnapshotViewSet(ViewSet):
    """Lưu chiểu: read, check, take copies. Nothing here changes a row."""

    name = "snapshots"
    url_prefix = "luu-chieu"
    icon = "lock"
    model = Snapshot
    menu_label = _("Lưu chiểu")
    menu_order = 300
    add_to_admin_menu = True
    menu_item_class = ForInspectors

    def get_common_view_kwargs(self, **kwargs):
        return {
            "model": self.model,
            "header_icon": self.icon,
            "index_url_name": self.get_url_name("index"),
            "index_results_url_name": self.get_url_name("index_results"),
            "inspect_url_name": self.get_url_name("inspect"),
            **kwargs,
        }

    def get_urlpatterns(self):
        view = self.construct_view
        return [
            path("", view(snapshots.SnapshotList), name="index"),
            path("ket-qua/", view(snapshots.SnapshotList, results_only=True), name="index_results"),
            path("kiem-tra/", view(snapshots.AskForCheck), name="check"),
            path("xuat/", view(snapshots.Export), name="export"),
            path("<int:pk>/", view(snapshots.SnapshotDetail), name="inspect"),
            path("<int:pk>/trang/", view(snapshot_files.Page), name="page"),
            path("<int:pk>/noi-dung.json", view(snapshot_files.Content), name="content"),
            path("<int:pk>/tep/<int:file_pk>/", view(snapshot_files.File), name="file"),
        ]
