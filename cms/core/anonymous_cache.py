"""Pages for readers without an account, kept until anything readers see changes."""

import gzip
import hashlib
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags, quote_etag

from cms.core.frame import frame_of, generation_of

SECONDS = 300
# A browser may keep a page but asks before it shows it: gỡ bài and bản sửa are seen at the next press, not 30 seconds later.
CACHE_CONTROL = "public, no-cache"
# Parameters that choose what a page shows; all others (campaign marks and the like) make no new entry.
KNOWN = ("trang",)
PRIVATE = ("/quan-tri/", "/tai-khoan/", "/tai-lieu/", "/_util/", "/media/", "/static/", "/tim-kiem/")
# No redirect: where it leads depends on the whole query, and the key knows only a part.
KEPT = (200, 410)


class AnonymousPageCache:
    """Answers GET and HEAD from the shared cache. An entry carries the generation read before its page was rendered,

    so a page that was being rendered while a story went out is never shown after it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith(PRIVATE):
            return self.get_response(request)
        if not is_anonymous_reading(request):
            return self._drawn(request)
        key, cache = key_of(request), caches["pages"]
        kept = cache.get(key)
        if kept is None:
            response = self._drawn(request)
            kept = entry_of(response)
            if kept is None or getattr(request, "is_preview", False):
                return response
            cache.set(key, kept, SECONDS)
        return answer(request, *kept)

    def _drawn(self, request):
        frame_of(request)  # first, so that nobody else looks for the site
        return self.get_response(request)


def is_anonymous_reading(request) -> bool:
    return (
        request.method in ("GET", "HEAD")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "messages" not in request.COOKIES
        and "Authorization" not in request.headers
    )


def key_of(request) -> str:
    known = urlencode([(name, request.GET[name]) for name in KNOWN if name in request.GET])
    address = f"{request.scheme}://{request.get_host()}{request.path}?{known}"
    return f"page:{generation_of(request)}:{hashlib.blake2b(address.encode(), digest_size=20).hexdigest()}"


def entry_of(response) -> tuple | None:
    """(status, headers, body) of a response that is the same for every reader, or None."""
    if (
        response.status_code not in KEPT
        or response.streaming
        or response.cookies
        or response.has_header("Cache-Control")
    ):
        return None
    if not response.content and response.status_code == 200:
        return None
    headers = {name: value for name, value in response.items() if name not in ("Content-Length", "Vary")}
    headers["ETag"] = quote_etag(hashlib.blake2b(response.content, digest_size=12).hexdigest())
    return response.status_code, headers, gzip.compress(response.content, compresslevel=6, mtime=0)


def answer(request, status: int, headers: dict, body: bytes) -> HttpResponse:
    known = parse_etags(request.headers.get("If-None-Match", ""))
    # A proxy that compresses makes a tag weak (RFC 9110 §13.1.2 compares weakly).
    if status == 200 and headers["ETag"] in {tag.removeprefix("W/") for tag in known}:
        response = HttpResponseNotModified(headers={"ETag": headers["ETag"]})
    elif "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(body, status=status, headers={**headers, "Content-Encoding": "gzip"})
    else:
        response = HttpResponse(gzip.decompress(body), status=status, headers=headers)
    response["Cache-Control"] = CACHE_CONTROL
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    return response
