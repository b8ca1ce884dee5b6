from django.core.exceptions import PermissionDenied
from django.http import FileResponse
from django.shortcuts import get_object_or_404

from media_pipeline.assets.models import Picture


def original(request, picture_id: int) -> FileResponse:
    """The file as it came, for those who may edit the picture: print needs every pixel."""
    picture = get_object_or_404(Picture, pk=picture_id)
    if not picture.is_editable_by_user(request.user):
        raise PermissionDenied
    extension = picture.filename.rpartition(".")[2]
    response = FileResponse(picture.file.open(), as_attachment=True, filename=f"{picture.title[:100]}.{extension}")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
