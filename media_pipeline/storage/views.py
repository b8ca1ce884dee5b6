"""Runs from a folder, for a newsroom without nginx or bucket: in pieces, since players seek."""

import re
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.http.response import HttpResponseBase
from django.views.decorators.http import condition, require_safe
from whitenoise.middleware import WhiteNoiseFileResponse
from whitenoise.responders import SlicedFile

from media_pipeline.storage import NotFound, Storage, keys, storage
from media_pipeline.storage.local import LocalStorage

ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)$")


def name_as_etag(request: HttpRequest, key: str) -> str | None:
    """An object that never changes needs no other."""
    return f'"{quote(key)}"' if keys.is_lasting(key) else None


@require_safe
@condition(etag_func=name_as_etag)
def public_file(request: HttpRequest, key: str) -> HttpResponseBase:
    """The whole object, or the one range asked for; several ranges are answered with the whole (RFC 9110 §14.2)."""
    store = storage()
    try:
        key = keys.checked_public(key)
        if not isinstance(store, LocalStorage):
            raise NotFound(key)
        size = store.size(key)
        asked = byte_range(request.headers.get("Range", ""), size)
        response = _answer(request, store, key, size, asked)
    except (NotFound, ValueError):
        return HttpResponseNotFound()  # a player asks: no page of the site is drawn for it
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = keys.cache_control(key)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def byte_range(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte; None asks for everything. An empty range, first after last, cannot be satisfied."""
    asked = ONE_RANGE.match(header)
    if not asked or asked.groups() == ("", ""):
        return None
    first, last = asked.groups()
    if not first:
        return max(size - int(last), 0), size - 1
    if last and int(last) < int(first):
        return None
    return int(first), min(int(last or size), size - 1)


def _answer(
    request: HttpRequest, store: Storage, key: str, size: int, asked: tuple[int, int] | None
) -> HttpResponseBase:
    first, last = asked or (0, size - 1)
    if asked and first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    headers = {"Content-Length": str(last - first + 1), "Content-Type": keys.content_type(key)}
    if asked:
        headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    status = 206 if asked else 200
    if request.method == "HEAD":
        return HttpResponse(status=status, headers=headers)
    file = store.open(key)
    piece = SlicedFile(file, first, last) if asked else file
    response = WhiteNoiseFileResponse(piece, status=status, headers=headers)
    response.block_size = 64 * 1024
    return response
