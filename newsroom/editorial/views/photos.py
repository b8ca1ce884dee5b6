"""Thêm ảnh: one request a picture, so that a weak line loses one and not all."""

from django.http import JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from media_pipeline.assets.errors import FileRefused, NotKept
from media_pipeline.assets.models import Picture
from media_pipeline.assets.services import take_in
from newsroom.language import clean_line

THUMB = "max-165x165"


class StoryPhotoView(View):
    """POST `file`, optionally `credit`: 201 with what a picture block needs, or 4xx, 503 with `error`, a sentence."""

    http_method_names = ["post"]

    def post(self, request):
        collection = self._collection(request.user)
        if collection is None:
            return _refused(_("Tài khoản này chưa được thêm ảnh. Nhờ quản trị viên giao vai phóng viên."), 403)
        file = request.FILES.get("file")
        if not file:
            return _refused(_("Chưa nhận được tệp nào. Chọn lại ảnh."), 400)
        try:
            picture = take_in(
                file, user=request.user, collection=collection, now=timezone.now(),
                credit=clean_line(request.POST.get("credit", ""), max_length=160),
            )  # fmt: skip
        except NotKept as away:
            return _refused(str(away), 503)
        except FileRefused as refused:
            return _refused(str(refused), 422)
        return JsonResponse(shown(picture), status=201)

    @staticmethod
    def _collection(user) -> Collection | None:
        """The first collection this person may add to."""
        policy = policy_registry.get_by_type(Picture)
        return policy.collections_user_has_permission_for(user, "add").order_by("path").first()


def shown(picture: Picture) -> dict:
    """As Wagtail's image chooser wants it, with what the picture says of itself."""
    thumb = get_rendition_or_not_found(picture, THUMB)
    return {
        "id": picture.pk,
        "title": picture.title,
        "caption": picture.caption,
        "credit": picture.credit,
        "alt": picture.alt,
        "edit_url": reverse("wagtailimages:edit", args=[picture.pk]),
        "preview": {"url": thumb.url, "width": thumb.width, "height": thumb.height},
    }


def _refused(sentence: str, status: int):
    return JsonResponse({"error": sentence}, status=status)
