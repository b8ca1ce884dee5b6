"""How an administrator founds, renames and closes newsrooms and desks in the page explorer.

They have no draft: what is saved stands at once, so these screens neither save by themselves nor ask for approval.
"""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.action_menu import SaveDraftMenuItem
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.delete import DeleteView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.views.pages.move import MoveChooseDestinationView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from newsroom.desks.models import Desk, Newsroom


class StructureIndexView(ExplorableIndexView):
    # Without Wagtail's warning that these pages are on no site: they are meant to be on none.
    results_template_name = "wagtailadmin/pages/index_results.html"
    table_classname = "listing nr-kept"


class SaveMenuItem(SaveDraftMenuItem):
    label = gettext_lazy("Lưu")
    template_name = "newsroom/structure/save.html"


class SavedByHand:
    # Wagtail's views set this from a setting, for every page alike.
    autosave_enabled = property(lambda view: False, lambda view, value: None)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        menu = context["action_menu"]
        menu.default_item, menu.menu_items = SaveMenuItem(order=0), []
        return {**context, "autosave_indicator": None}


class FoundView(SavedByHand, CreateView):
    page_title = gettext_lazy("Lập mới")


class RenameView(SavedByHand, EditView):
    pass


class CloseView(DeleteView):
    def dispatch(self, request, page_id, *args, **kwargs):
        page = get_object_or_404(Page, pk=page_id)
        if page.numchild:
            sentence = _("Chưa xóa được “%(page)s”: bên trong còn %(count)s mục. Chuyển hết sang nơi khác rồi xóa.")
            return refused(request, page, sentence % {"page": page.title, "count": page.numchild})
        return super().dispatch(request, page_id, *args, **kwargs)


class MoveView(MoveChooseDestinationView):
    """Stories move from desk to desk; a desk stays, because what it published is in its newsroom's chain of snapshots."""

    def setup(self, request, *args, **kwargs):
        # Past Wagtail's own, which would refuse without a word on what to do instead.
        View.setup(self, request, *args, **kwargs)

    def dispatch(self, request, page_to_move_id):
        page = get_object_or_404(Page, pk=page_to_move_id)
        sentence = _("“%(page)s” không chuyển sang tòa soạn khác được. Lập ban mới ở đó, rồi chuyển từng tin bài.")
        return refused(request, page, sentence % {"page": page.title})


def refused(request, page, sentence: str):
    if not page.specific.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    messages.error(request, sentence)
    return redirect("wagtailadmin_pages:edit", page.pk)


class _StructureViewSet(PageViewSet):
    index_view_class = StructureIndexView
    add_view_class = FoundView
    edit_view_class = RenameView
    delete_view_class = CloseView
    move_view_class = MoveView


class NewsroomViewSet(_StructureViewSet):
    model = Newsroom


class DeskViewSet(_StructureViewSet):
    model = Desk
