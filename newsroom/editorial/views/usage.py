"""Nơi dùng: Wagtail's list of where a picture or document stands, for everybody who may use it, as far as they may look."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.generic import UsageView
from wagtail.documents.views.documents import UsageView as DocumentUsageView
from wagtail.images.views.images import UsageView as PictureUsageView
from wagtail.models import Page

from newsroom.editorial.uses import links_to

ANY_RIGHT = ("add", "change", "delete", "choose")


class AsFarAsTheyMayLook:
    page_title = gettext_lazy("Nơi dùng")

    def user_has_permission(self, permission):
        return self.permission_policy.user_has_any_permission_for_instance(self.request.user, ANY_RIGHT, self.object)

    def get_edit_url(self, instance):
        """None where the person may use the file but not change what is said of it."""
        may = self.permission_policy.user_has_permission_for_instance(self.request.user, "change", instance)
        return super().get_edit_url(instance) if may else None

    def get_table(self, object_list, **kwargs):
        rows = list(object_list)
        links = links_to({item.pk for item, _references in rows if isinstance(item, Page)}, self.request.user)
        finder = AdminURLFinder(self.request.user)
        shown = [self._row(item, references, links, finder) for item, references in rows]
        return super(UsageView, self).get_table(shown, **kwargs)

    @staticmethod
    def _row(item, references, links, finder) -> dict:
        link = links.get(item.pk) if isinstance(item, Page) else None
        url = link.url if link else finder.get_edit_url(item)
        if link:
            label = link.title
        else:
            label = str(item) if url else _("(%(kind)s bạn chưa được xem)") % {"kind": item._meta.verbose_name}
        # The picture in lists is one of the others again, and no field of the form.
        told = [each for each in references if each.model_path != "card_picture"] or references
        return {"object": item, "references": told, "edit_url": url, "label": label, "edit_link_title": None}


class PictureUsage(AsFarAsTheyMayLook, PictureUsageView):
    pass


class DocumentUsage(AsFarAsTheyMayLook, DocumentUsageView):
    pass
