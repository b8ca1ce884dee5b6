"""What is attached to a snapshot, handed out so that nothing in it runs in the admin's name."""

import base64
import re
from mimetypes import guess_type

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.generic import View

from newsroom.stories.services.pages import PAGE
from newsroom.stories.views.snapshots import InspectorsOnly

# An origin of its own, no script, nothing fetched: all that the page shows is inside it.
SEALED = "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
SCRIPT = re.compile(r"<script\b[^>]*>.*?</script\s*>", re.IGNORECASE | re.DOTALL)


class _OfSnapshot(InspectorsOnly, View):
    model = None

    def snapshot(self):
        return get_object_or_404(self.snapshots().prefetch_related("files"), pk=self.kwargs["pk"])


class Page(_OfSnapshot):
    """The page as readers saw it, its style and pictures inlined."""

    def get(self, request, pk):
        files = {file.name: file for file in self.snapshot().files.all()}
        if PAGE not in files:
            raise Http404
        try:
            html = inlined(read(files.pop(PAGE)).decode(), files)
        except OSError:
            html = escape(_("Không đọc được tệp đã lưu."))
        return sealed(HttpResponse(html))


class Content(_OfSnapshot):
    def get(self, request, pk):
        snapshot = self.snapshot()
        response = HttpResponse(snapshot.content, content_type="application/json")
        response["Content-Disposition"] = f'attachment; filename="luu-chieu-{snapshot.number}.json"'
        return sealed(response)


class File(_OfSnapshot):
    def get(self, request, pk, file_pk):
        file = get_object_or_404(self.snapshot().files, pk=file_pk)
        try:
            stored = file.file.open("rb")
        except OSError as error:
            raise Http404 from error
        name = file.name.rsplit("/", 1)[-1]
        return sealed(FileResponse(stored, as_attachment=True, filename=name, content_type="application/octet-stream"))


def read(file) -> bytes:
    with file.file.open("rb") as stored:
        return stored.read()


def inlined(html: str, files: dict) -> str:
    """Every address of an attached file gives way to the file itself; scripts go, they could only fail."""
    html = SCRIPT.sub("", html)
    for name, file in files.items():
        address = re.escape(f"/{name}")
        if name.endswith(".css"):
            style = read(file).decode().replace("</", "<\\/")
            link = re.compile(rf'<link\b[^>]*href="{address}"[^>]*>')
            html = link.sub(lambda found, style=style: f"<style>{style}</style>", html)
            continue
        kind = guess_type(name)[0] or "application/octet-stream"
        data = f"data:{kind};base64,{base64.b64encode(read(file)).decode()}"
        html = re.sub(rf"(?:https?://[^\"'\s,/]+)?{address}(?=[\"'\s,)])", lambda found, data=data: data, html)
    return html


def sealed(response):
    response["Content-Security-Policy"] = SEALED
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
