from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from wagtail import hooks
from wagtail.views import serve_chain

from cms.core.frame import frame_of
from cms.outlet.reading import find
from cms.sections.queries import latest


def story(request, id7: str):
    """A story by the seven digits of its address, whatever stands before them.

    301 to the canonical address, 410 while it is withdrawn, otherwise through Wagtail's own serving hooks: privacy acts
    on the story.
    """
    address = find(id7)
    if not address:
        raise Http404
    if address.is_withdrawn or not address.story.live:
        return gone(request, address)
    canonical = address.story.get_url(request)
    if not canonical:
        raise Http404
    if canonical != request.path:
        return HttpResponsePermanentRedirect(canonical)
    return serve(address.story, request)


def serve(page, request):
    """As wagtail.views.serve, without its walk down the tree: the number of queries does not grow with a section's depth."""
    chain = serve_chain
    for hook in reversed(hooks.get_hooks("on_serve_page")):
        chain = hook(chain)
    for hook in hooks.get_hooks("before_serve_page"):
        if response := hook(page, request, [], {}):
            return response
    return chain(page, request, [], {})


def gone(request, address):
    """410. The headline is not repeated: it may be the very thing that had to go."""
    withdrawal = address.story.withdrawals.filter(lifted_at=None).first()
    context = {
        "address": address, "withdrawal": withdrawal, "section": address.story.section, "latest": latest(request, limit=3),
    }  # fmt: skip
    return render(request, "410.html", context, status=410)


def not_found(request, exception):
    """404 with something to read. Where no website was made yet, `/` says what to make."""
    if request.path == "/" and not frame_of(request).site:
        return render(request, "no_site.html", status=404)
    return render(request, "404.html", {"latest": latest(request, limit=3)}, status=404)
