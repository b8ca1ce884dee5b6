"""/tim-kiem/: nothing typed makes an error. Readers without an account get it from the cache of the site's generation."""

import hashlib
from urllib.parse import urlencode

from django.core.cache import caches
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from cms.core.anonymous_cache import CACHE_CONTROL, answer, entry_of, is_anonymous_reading
from cms.core.frame import frame_of, generation_of
from cms.search import choices
from cms.search.hits import hits_of, pinned
from cms.search.subjects import subjects
from newsroom.language import clean_line
from newsroom.search.engines import is_outside
from newsroom.search.models import QueryCount
from newsroom.search.queries import search_public, suggest
from newsroom.search.queue import ring_query

LONGEST = 200
SECONDS = 60  # “một ngày qua” moves on
LAGGING = 3  # an engine outside hears of a new story a second or two after the generation rises
SUGGESTED = 8


def search(request):
    query = clean_line(request.GET.get("q", "")[:LONGEST])
    chosen = choices.read(request.GET)
    if not query or not is_anonymous_reading(request):
        return render(request, "pages/search.html", found(query, chosen, request))
    key, cache = key_of(request, query, chosen), caches["searches"]
    kept = cache.get(key)
    if kept is None:
        kept = entry_of(render(request, "pages/search.html", found(query, chosen, request)))
        cache.set(key, kept, LAGGING if is_outside() else SECONDS)
    return answer(request, *kept)


def found(query: str, chosen: choices.Chosen, request) -> dict:
    """What the page shows."""
    if not query:
        return {"query": ""}
    now = timezone.now()
    results = search_public(
        query, filters=choices.filters(chosen, frame_of(request), now), page=chosen.page, sort=chosen.sort, facets=True,
        now=now,
    )  # fmt: skip
    is_first = chosen == choices.Chosen()
    if is_first:
        ring_query(QueryCount.Place.READERS, query, 0 if results.corrected else results.total)
    first = pinned(query, request) if is_first else []
    known = {hit.card.story_id for hit in first}
    return {
        "query": query,
        "results": results,
        "hits": [*first, *(hit for hit in hits_of(results, request) if hit.card.story_id not in known)],
        "subjects": subjects(query, request) if is_first else [],
        "facets": choices.facets(results.facets, query, chosen) if results.facets else [],
        "orders": choices.orders(query, chosen),
        "number": results.page,
        "numbers": range(max(1, results.page - 3), results.page + 1),
        "has_next": results.page < results.pages,
        "query_string": choices.query_string(query, chosen, page=1),
        "exactly": urlencode({"q": f'"{query}"'}),
    }


def key_of(request, query: str, chosen: choices.Chosen) -> str:
    address = f"{request.scheme}://{request.get_host()}?{choices.query_string(query, chosen)}{chosen.page}"
    return f"search:{generation_of(request)}:{hashlib.blake2b(address.encode(), digest_size=20).hexdigest()}"


def suggestions(request):
    """What may be meant by the words typed so far: `[words, [text, …]]`, as browsers ask it too."""
    words = clean_line(request.GET.get("q", "")[:LONGEST])
    house = frame_of(request).organization
    response = JsonResponse([words, suggest(words, organization=house and house.pk, limit=SUGGESTED)], safe=False)
    response["Cache-Control"] = CACHE_CONTROL  # the title of a story that was taken down is offered to nobody
    return response


def description(request):
    """OpenSearch 1.1: how a browser's own search field asks this site. https://github.com/dewitt/opensearch"""
    body = render(request, "pages/opensearch.xml").content
    return HttpResponse(body, content_type="application/opensearchdescription+xml; charset=utf-8")
