"""Finding. Nothing here raises for what was typed, and the number of queries does not grow with the number of results."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.safestring import SafeString

from newsroom.language import fold, tokens
from newsroom.search import highlight, registry
from newsroom.search.engines import Filters, Query, engine_of
from newsroom.search.engines.base import WINDOW, Hit
from newsroom.search.facets import Facets
from newsroom.search.finding import Found, find, understood
from newsroom.search.models import PublicDocument, SearchDocument, StaffDocument
from newsroom.search.parser import Parsed, Words

PER_PAGE = 20
WAYS_OFFERED = 3
ANALYSED = ("title_folded", "body_folded", "title_exact", "body_exact", "title_pairs", "body_pairs", "labels")

Check = Callable[[registry.Kind, Collection[int]], Collection[int]]


@dataclass(frozen=True, slots=True)
class Result:
    """One row of a results page. `title_html` and `extract_html` are safe, found words stand in <mark>."""

    kind: str
    object_id: int
    url: str
    title: str
    title_html: SafeString
    extract_html: SafeString
    language: str
    form: str
    section_ids: tuple[int, ...]
    author_ids: tuple[int, ...]
    organization_id: int | None
    desk_id: int | None
    published_at: datetime | None
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class Results:
    """A page of results. `capped`: there are at least `total`. `did_you_mean` is another spelling, "" when none is offered;
    `corrected` when nothing was found as typed and these are the results of that spelling. `words` are what was marked.
    `degraded`: the engine outside did not answer, these are the database's own."""

    query: str
    rows: list[Result] = field(default_factory=list)
    total: int = 0
    capped: bool = False
    page: int = 1
    pages: int = 0
    facets: Facets | None = None
    did_you_mean: str = ""
    corrected: bool = False
    words: highlight.Wanted | None = None
    degraded: bool = False


def search_public(
    query: str,
    *,
    filters: Filters = Filters(),  # noqa: B008 frozen
    page: int = 1,
    per_page: int = PER_PAGE,
    sort: str = "relevance",
    facets: bool = False,
    now: datetime | None = None,
) -> Results:
    """What any reader may find. `sort` is "relevance" or "newest"; a page that does not exist has no rows."""
    check: Check = lambda kind, ids: kind.check_public(ids)  # noqa: E731
    request = _Request(PublicDocument, query, filters, page, per_page, sort, facets, now or timezone.now(), check)
    return _found(request)


def search_staff(
    query: str,
    *,
    user: Any,
    filters: Filters = Filters(),  # noqa: B008 frozen
    page: int = 1,
    per_page: int = PER_PAGE,
    sort: str = "relevance",
    facets: bool = False,
    now: datetime | None = None,
) -> Results:
    """What this member of the newsroom may find, drafts included."""
    check: Check = lambda kind, ids: kind.may_see(user, ids)  # noqa: E731
    filters = within_reach(filters, user)
    return _found(_Request(StaffDocument, query, filters, page, per_page, sort, facets, now or timezone.now(), check))


def within_reach(filters: Filters, user: Any) -> Filters:
    """The same filters, for what this person's roles let them find."""
    return replace(filters, scopes={kind.name: kind.scopes(user) for kind in registry.all_kinds()})


def suggest(prefix: str, *, organization: int | None = None, limit: int = 8) -> list[str]:
    """Titles of public documents that have the words typed so far, of one organization or nobody's; none below two characters."""
    typed = list(tokens(prefix[:100]))
    if not typed or len(typed[-1].folded) + len(typed) < 3:
        return []
    engine = engine_of(PublicDocument)
    ids = next((found for words in _ways_of(prefix) if (found := engine.titles(words, limit=50))), [])
    documents = PublicDocument.objects.filter(pk__in=ids)
    if organization:
        documents = documents.filter(Q(organization_id=None) | Q(organization_id=organization))
    rows = documents.values_list("kind", "object_id", "title")
    shown = _allowed([(kind, object_id) for kind, object_id, _ in rows], lambda kind, ids: kind.check_public(ids))
    titles = dict.fromkeys(title for kind, object_id, title in rows if (kind, object_id) in shown)
    start, exact = fold(prefix).strip(), prefix.strip().lower()
    return sorted(
        titles, key=lambda title: (exact not in title.lower(), not fold(title).startswith(start), len(title))
    )[:limit]


def _ways_of(prefix: str) -> Iterator[Words]:
    """The folded words, then with another name in place of one that editors know."""
    text = understood(prefix)
    if text:
        yield text.folded
    place = 0
    for term in text.terms:
        first, *others = term.alternatives
        end = place + len(first.words)
        for other in others[:WAYS_OFFERED]:
            yield text.folded[:place] + other.words + text.folded[end:]
        place = end


def matching_ids(kinds: Collection[str], query: str, *, prefix: bool = False, limit: int = WINDOW) -> list[int]:
    """Object ids of staff documents of these kinds, best first: for listings that filter and permit by themselves."""
    return ids_of(kinds, understood(query, prefix=prefix), limit=limit)


def ids_of(kinds: Collection[str], text: Parsed, *, limit: int = WINDOW) -> list[int]:
    if not text or not kinds:
        return []
    hits = engine_of(StaffDocument).search(Query(text=text, filters=Filters(kinds=kinds), limit=limit))
    return [hit.object_id for hit in hits]


@dataclass(frozen=True, slots=True)
class _Request:
    model: type[SearchDocument]
    query: str
    filters: Filters
    page: int
    per_page: int
    sort: str
    facets: bool
    now: datetime
    check: Check


def _found(request: _Request) -> Results:
    start = (max(1, request.page) - 1) * request.per_page
    found = find(
        request.model, request.query, filters=request.filters, sort=request.sort, start=start, size=request.per_page,
        now=request.now, keep=lambda hits: _kept(hits, request.check),
    )  # fmt: skip
    if not found.text:
        return Results(query=request.query)
    rows = _rows(request, found.text, found.page.hits)
    # What may not be shown is not counted either, as far as this page knows.
    total = found.page.total - len(found.page.hits) + len(rows)
    return Results(
        query=request.query,
        rows=rows,
        total=total,
        capped=total >= WINDOW,
        page=request.page,
        pages=-(-total // request.per_page),
        facets=_facets(found, request) if request.facets and total else None,
        did_you_mean=found.did_you_mean,
        corrected=found.corrected,
        words=highlight.wanted(found.text),
        degraded=found.engine.degraded,
    )


def _facets(found: Found, request: _Request) -> Facets:
    return found.engine.facets(Query(text=found.text, filters=request.filters), now=request.now)


def _rows(request: _Request, text: Parsed, hits: Sequence[Hit]) -> list[Result]:
    documents = request.model._default_manager.defer(*ANALYSED).in_bulk([hit.document_id for hit in hits])
    found = [documents[hit.document_id] for hit in hits if hit.document_id in documents]
    return results_of(found, text, request.check)


def results_of(documents: Iterable[SearchDocument], text: Parsed, check: Check) -> list[Result]:
    """Those of the rows that the check lets through at this moment, in the order given, with found words marked."""
    rows = list(documents)
    shown, words = _allowed([(row.kind, row.object_id) for row in rows], check), highlight.wanted(text)
    return [_result(row, words) for row in rows if (row.kind, row.object_id) in shown]


def _kept(hits: Sequence[Hit], check: Check) -> list[Hit]:
    allowed = _allowed([(hit.kind, hit.object_id) for hit in hits], check)
    return [hit for hit in hits if (hit.kind, hit.object_id) in allowed]


def _allowed(found: Sequence[tuple[str, int]], check: Check) -> set[tuple[str, int]]:
    """Ask each kind once; a kind that no app registers any more shows nothing."""
    asked: dict[str, set[int]] = defaultdict(set)
    for kind, object_id in found:
        asked[kind].add(object_id)
    known = {kind.name: kind for kind in registry.all_kinds()}
    return {(name, object_id) for name, ids in asked.items() if name in known for object_id in check(known[name], ids)}


def _result(document: SearchDocument, words: highlight.Wanted) -> Result:
    return Result(
        kind=document.kind,
        object_id=document.object_id,
        url=document.url,
        title=document.title,
        title_html=highlight.mark(document.title, words),
        extract_html=highlight.extract(" ".join(filter(None, (document.deck, document.body))), words),
        language=document.language,
        form=document.form,
        section_ids=tuple(int(member) for member in document.section_ids.split()),
        author_ids=tuple(int(member) for member in document.author_ids.split()),
        organization_id=document.organization_id,
        desk_id=document.desk_id,
        published_at=document.published_at,
        updated_at=document.updated_at,
    )
