from django.shortcuts import render
from django.utils import timezone

from cms.core.frame import frame_of
from cms.search import choices
from cms.search.hits import hits_of
from newsroom.language import clean_line
from newsroom.search.queries import search_public

LONGEST = 200


def search(request):
    """Public search. Nothing typed makes an error: unknown choices are left out."""
    query = clean_line(request.GET.get("q", "")[:LONGEST])
    chosen = choices.read(request.GET)
    if not query:
        return render(request, "pages/search.html", {"query": ""})
    now = timezone.now()
    results = search_public(
        query,
        filters=choices.filters(chosen, frame_of(request), now),
        page=chosen.page,
        sort=chosen.sort,
        facets=True,
        now=now,
    )
    context = {
        "query": query,
        "results": results,
        "hits": hits_of(results.rows, request),
        "facets": choices.facets(results.facets, query, chosen) if results.facets else [],
        "orders": choices.orders(query, chosen),
        "number": results.page,
        "numbers": range(max(1, results.page - 3), results.page + 1),
        "has_next": results.page < results.pages,
        "query_string": choices.query_string(query, chosen, page=1),
    }
    response = render(request, "pages/search.html", context)
    response["Cache-Control"] = "public, max-age=30"
    return response
