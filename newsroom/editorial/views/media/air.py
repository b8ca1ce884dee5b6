from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.utils.translation import gettext_lazy
from django.views import View

from media_pipeline.ingest.queries import ready_for_air
from newsroom.editorial.media.reach import collections, is_technician
from newsroom.editorial.views.base import Screen

PAGE = 50


class Air(Screen):
    """Sẵn sàng phát: files in the playout folder, by hour of broadcast."""

    template_name = "newsroom/media/air.html"
    page_title = gettext_lazy("Sẵn sàng phát")
    header_icon = "media"

    def is_allowed(self, user) -> bool:
        return is_technician(user)

    def get_context_data(self, **kwargs):
        files = ready_for_air(collections(self.request.user))
        page = Paginator(files, PAGE).get_page(self.request.GET.get("p"))
        return {**super().get_context_data(**kwargs), "page_obj": page, "folder": settings.PLAYOUT}


class AirFile(View):
    """The file itself, for a technician whose playout machine does not see the folder."""

    def get(self, request, number: int):
        if not is_technician(request.user):
            raise PermissionDenied
        file = ready_for_air(collections(request.user)).filter(pk=number).first()
        path = settings.PLAYOUT / file.name if file else None
        if not path or not path.is_file():
            raise Http404
        return FileResponse(path.open("rb"), as_attachment=True, filename=file.name)
