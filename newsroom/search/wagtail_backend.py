"""Wagtail's search boxes, choosers, listings and API, served by the newsroom's own engine.

Wagtail hands over a queryset that already says what may be seen. The engine names the rows that match, best first; the
queryset keeps its filters and its say. Rows of models that are no kind are looked through in Python, so no box fails on
what is typed and every box is accent-blind.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, QuerySet
from modelsearch import query as asked
from modelsearch.backends.base import BaseSearchBackend, BaseSearchQueryCompiler, BaseSearchResults

from newsroom.search import registry
from newsroom.search.queries import ids_of, understood
from newsroom.search.scan import scanned_ids

MOST_MATCHES = 5_000

Found = tuple[bool, list[Any]]
"""Ids, best first; when the first is True, everything but them."""


class QueryCompiler(BaseSearchQueryCompiler):
    """Any filter and any ordering will do, since the database applies them: `check` has nothing to refuse."""

    DEFAULT_OPERATOR = "and"  # "or" finds every text with a common syllable
    HANDLES_ORDER_BY_EXPRESSIONS = True
    unfinished = False

    def check(self) -> None:
        pass

    def found(self) -> Found:
        return _evaluate(self.query, self._ids)

    def _ids(self, text: str) -> list[Any]:
        kinds, words = registry.kinds_of(self.queryset.model), understood(text, prefix=self.unfinished)
        ids = ids_of([kind.name for kind in kinds], words, limit=MOST_MATCHES)
        others = _rows_of_no_kind(self.queryset, [kind.model for kind in kinds])
        if others is not None:
            named = [
                field.field_name for field in self.queryset.model.get_search_fields() if hasattr(field, "field_name")
            ]
            ids += scanned_ids(others, self.fields or named, words)
        return list(dict.fromkeys(ids))


class AutocompleteQueryCompiler(QueryCompiler):
    unfinished = True


class SearchResults(BaseSearchResults):
    supports_facet = True

    def matching(self) -> QuerySet[Any]:
        everything_but, ids = self.query_compiler.found()
        queryset = self.query_compiler.queryset
        return queryset.exclude(pk__in=ids) if everything_but else queryset.filter(pk__in=ids)

    def facet(self, field_name: str) -> "OrderedDict[Any, int]":
        counted = self.matching().order_by().values_list(field_name).annotate(number=Count("pk")).order_by("-number")
        return OrderedDict(counted)

    def _do_count(self) -> int:
        stop = self.stop
        total = self.matching().count()
        return max(0, (total if stop is None else min(total, stop)) - self.start)

    def _do_search(self) -> Iterator[Any]:
        compiler = self.query_compiler
        everything_but, ids = compiler.found()
        if everything_but or not compiler.order_by_relevance:
            rows = compiler.queryset.exclude(pk__in=ids) if everything_but else compiler.queryset.filter(pk__in=ids)
            rows = rows if rows.ordered else rows.order_by("-pk")
            yield from self._scored(rows[self.start : self.stop], {})
            return
        allowed = set(compiler.queryset.filter(pk__in=ids).order_by().values_list("pk", flat=True))
        page = [pk for pk in ids if pk in allowed][self.start : self.stop]
        rows = {row.pk: row for row in compiler.queryset.filter(pk__in=page)}
        scores = {pk: 1 - place / len(ids) for place, pk in enumerate(ids)}
        yield from self._scored((rows[pk] for pk in page if pk in rows), scores)

    def _scored(self, rows: Any, scores: dict[Any, float]) -> Iterator[Any]:
        for row in rows:
            if self._score_field:
                setattr(row, self._score_field, scores.get(row.pk))
            yield row


class SearchBackend(BaseSearchBackend):
    query_compiler_class = QueryCompiler
    autocomplete_query_compiler_class = AutocompleteQueryCompiler
    results_class = SearchResults


def _rows_of_no_kind(queryset: QuerySet[Any], covered: list[type]) -> QuerySet[Any] | None:
    """What the engine does not know: all rows of a model that is no kind; of a base model, those of its other children."""
    model = queryset.model
    if not covered:
        return queryset
    if any(issubclass(model, kind) for kind in covered) or not hasattr(model, "content_type"):
        return None
    others = [
        child for child in apps.get_models() if issubclass(child, model) and not issubclass(child, tuple(covered))
    ]
    types = ContentType.objects.get_for_models(*others).values()
    return queryset.filter(content_type__in=[found.pk for found in types])


def _evaluate(query: asked.SearchQuery, look: Callable[[str], list[Any]]) -> Found:
    if isinstance(query, asked.MatchAll):
        return True, []
    if isinstance(query, asked.Boost):
        return _evaluate(query.subquery, look)
    if isinstance(query, asked.Not):
        everything_but, ids = _evaluate(query.subquery, look)
        return not everything_but, ids
    if isinstance(query, asked.And):
        return _all_of([_evaluate(part, look) for part in query.subqueries])
    if isinstance(query, asked.Or):
        return _any_of([_evaluate(part, look) for part in query.subqueries])
    text = query.query_string
    if isinstance(query, asked.Phrase):
        return False, look(f'"{text}"')
    if query.operator == "or":
        return _any_of([(False, look(word)) for word in text.split()[:32]])
    return False, look(text)


def _all_of(parts: list[Found]) -> Found:
    named = [ids for everything_but, ids in parts if not everything_but]
    refused = {pk for everything_but, ids in parts if everything_but for pk in ids}
    if not named:
        return True, list(refused)
    first, *others = named
    kept = set(first).intersection(*others) - refused
    return False, [pk for pk in first if pk in kept]


def _any_of(parts: list[Found]) -> Found:
    if not any(everything_but for everything_but, _ in parts):
        return False, list(dict.fromkeys(pk for _, ids in parts for pk in ids))
    everything_but, ids = _all_of([(not everything_but, ids) for everything_but, ids in parts])
    return not everything_but, ids
