"""tus 1.0.0, https://tus.io/protocols/resumable-upload: core, creation, expiration, checksum, termination.

Each answer to a refusal is JSON, `error`: a sentence for the person, `code`: for the page.
"""

from contextlib import contextmanager

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.permissions import policy_registry

from media_pipeline.assets.models import Asset
from media_pipeline.ingest import errors
from media_pipeline.ingest.models import Upload
from media_pipeline.ingest.services import uploads
from media_pipeline.ingest.views.tus_headers import ALGORITHMS, Unreadable, checksum, metadata, number
from media_pipeline.ingest.views.upload_state import in_words, listed

VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,checksum,termination"
OFFSET_BYTES = "application/offset+octet-stream"
SILENCE = 20  # seconds a sender may say nothing in the middle of a part

STATUS = {
    errors.Empty: 400, errors.TooLarge: 413, errors.NotMedia: 415, errors.NotAllowed: 403, errors.TooMany: 429,
    errors.NoRoom: 507, errors.OutOfOrder: 409, errors.Busy: 423, errors.WrongChecksum: 460, errors.TooLong: 413,
    errors.DiskFull: 507,
}  # fmt: skip


class TusView(View):
    def dispatch(self, request, *args, **kwargs):
        try:
            if (
                request.method in {"POST", "HEAD", "PATCH", "DELETE"}
                and request.headers.get("Tus-Resumable") != VERSION
            ):
                raise Unreadable(_("Trang này đã cũ. Tải lại trang rồi chọn lại tệp; phần đã tải lên vẫn còn."), 412)
            response = super().dispatch(request, *args, **kwargs)
        except Unreadable as unreadable:
            response = refusal(str(unreadable), unreadable.status, "unreadable")
        except (errors.UploadRefused, errors.PartRefused) as refused:
            response = refusal(str(refused), STATUS[type(refused)], type(refused).__name__)
        response["Tus-Resumable"] = VERSION
        return response

    def options(self, request, *args, **kwargs):
        response = HttpResponse(status=204)
        response["Tus-Version"] = VERSION
        response["Tus-Extension"] = EXTENSIONS
        response["Tus-Max-Size"] = settings.UPLOAD_MAX_SIZE
        response["Tus-Checksum-Algorithm"] = ",".join(sorted(ALGORITHMS))
        return response


class UploadsView(TusView):
    http_method_names = ["get", "post", "options"]

    def get(self, request):
        return JsonResponse({"uploads": in_words(listed(request.user))})

    def post(self, request):
        said = metadata(request.headers.get("Upload-Metadata", ""))
        upload = uploads.begin(
            owner=request.user, collection=self._collection(request.user, said.get("collection", "")),
            name=said.get("filename", ""), mime=said.get("filetype", ""), urgent=said.get("urgent") == "1",
            size=number(request, "Upload-Length"), now=timezone.now(),
        )  # fmt: skip
        response = HttpResponse(status=201)
        response["Location"] = reverse("uploads:one", args=[upload.pk])
        response["Upload-Expires"] = http_date(upload.expires_at.timestamp())
        return response

    @staticmethod
    def _collection(user, wanted: str):
        """The one asked for, else the first this person may add to."""
        policy = policy_registry.get_by_type(Asset)
        allowed = policy.collections_user_has_permission_for(user, "add").order_by("path")
        if wanted.isdecimal() and len(wanted) < 10:
            allowed = allowed.filter(pk=wanted)
        if collection := allowed.first():
            return collection
        raise errors.NotAllowed(
            _("Tài khoản này chưa được thêm video, âm thanh ở đây. Nhờ quản trị viên giao vai, rồi thử lại.")
        )


class UploadView(TusView):
    """Its owner alone finds an upload; to everybody else there is none."""

    http_method_names = ["get", "head", "patch", "delete", "options"]

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if request.method != "OPTIONS":
            self.upload = get_object_or_404(Upload.objects.of(request.user), pk=kwargs["upload_id"])

    def get(self, request, upload_id):
        return JsonResponse(in_words([self.upload])[0])

    def head(self, request, upload_id):
        if self.upload.state == Upload.State.REFUSED:
            return HttpResponse(status=410)
        return self._standing(HttpResponse(status=200), uploads.standing(self.upload))

    def patch(self, request, upload_id):
        if request.content_type != OFFSET_BYTES:
            raise Unreadable(_("Máy chủ không hiểu kiểu dữ liệu của phần này. Tải lại trang rồi gửi tiếp."), 415)
        with patience(request):
            upload = uploads.add_part(
                upload=self.upload, at=number(request, "Upload-Offset"), length=number(request, "Content-Length"),
                body=request, checksum=checksum(request), now=timezone.now(),
            )  # fmt: skip
        return self._standing(HttpResponse(status=204), upload)

    def delete(self, request, upload_id):
        uploads.drop(self.upload)
        return HttpResponse(status=204)

    @staticmethod
    def _standing(response, upload):
        response["Upload-Offset"] = upload.offset
        response["Upload-Length"] = upload.size
        response["Upload-Expires"] = http_date(upload.expires_at.timestamp())
        return response


def refusal(sentence: str, status: int, code: str) -> JsonResponse:
    return JsonResponse({"error": sentence, "code": code}, status=status)


@contextmanager
def patience(request):
    """A phone that left the network in the middle of a part holds a thread of the server no longer than this.

    gunicorn hands the socket over in the environment; behind nginx, or another server, there is nothing to wait for.
    """
    socket = request.META.get("gunicorn.socket")
    before = socket.gettimeout() if socket else None
    if socket:
        socket.settimeout(SILENCE)
    try:
        yield
    finally:
        if socket:
            socket.settimeout(before)
