from django.core.exceptions import PermissionDenied
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from media_pipeline.assets.models import Asset


class UploadScreen(WagtailAdminTemplateMixin, TemplateView):
    """Tải lên: films and sounds for the library, whatever story they will stand in."""

    template_name = "newsroom/media/upload.html"
    page_title = _("Tải lên video, âm thanh")
    header_icon = "upload"
    _show_breadcrumbs = True

    def dispatch(self, request, *args, **kwargs):
        policy = policy_registry.get_by_type(Asset)
        self.collections = policy.collections_user_has_permission_for(request.user, "add").order_by("path")
        if not self.collections:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        library = {"url": reverse_lazy("wagtailmedia:index"), "label": _("Âm thanh, hình ảnh")}
        return [library, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "collections": self.collections}
