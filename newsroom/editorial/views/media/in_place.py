from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.views import View

from media_pipeline.assets.models import Asset
from newsroom.editorial.media.in_place import in_place
from newsroom.editorial.media.reach import collections, sees_media
from newsroom.editorial.views.base import number

MOST = 60  # films and sounds of one story


class MediaInPlace(View):
    """GET `tep=3,7`: {"media": {"3": …}}, shape in `media.in_place`; those of the collections this person works in."""

    def get(self, request):
        if not sees_media(request.user):
            raise PermissionDenied
        numbers = [number(given) for given in request.GET.get("tep", "").split(",")[:MOST]]
        assets = Asset.objects.filter(pk__in=numbers, collection__in=collections(request.user))
        return JsonResponse({"media": in_place(assets.select_related("collection", "uploaded_by_user"), request.user)})
