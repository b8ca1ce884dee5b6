"""What was typed, as Elasticsearch's query language: the words come analysed, so every clause is a term or a phrase of terms.

The weights follow the other engines. A wish (marks, order, title) changes the score and never what is found. What stands in most
documents is asked once: the words themselves, then short lists; marks are weighed among the best so found.
https://www.elastic.co/guide/en/elasticsearch/reference/8.19/query-dsl.html
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from newsroom.search.analysis import pairs_of
from newsroom.search.engines.base import FRESH_DAYS, FRESH_SHARE, WEIGHED
from newsroom.search.filters import Filters, wanted_labels
from newsroom.search.parser import Alternative, Parsed, Term, Words

TITLE = 2.0
PAIR = {"pairs": 2.0, "title_pairs": 4.0}
EXACT = {"exact": 1.5, "title_exact": 3.0}
NEWEST = [{"published_at": {"order": "desc", "missing": "_last"}}, {"row": "desc"}]

Clause = dict[str, Any]


def matching(text: Parsed, filters: Filters) -> Clause:
    """What is found, nothing scored."""
    return {"bool": {"filter": [*map(_term, text.terms), *_filters(filters)], "must_not": _excluded(text)}}


def ranking(text: Parsed, filters: Filters) -> Clause:
    wishes = [_word("title_folded", word, TITLE) for word in dict.fromkeys(text.folded)]
    wishes += [_word(field, pair, boost) for pair in pairs_of(text.folded) for field, boost in PAIR.items()]
    if _is_alone(text):
        wishes += _marks(text)
    return {
        "bool": {
            "must": [*map(_term, text.terms)],
            "should": wishes,
            "filter": _filters(filters),
            "must_not": _excluded(text),
        }
    }


def weighing(text: Parsed, now: datetime) -> list[Clause]:
    """First the marks that were typed, then freshness, which adds a fifth at most and fades, and boost, which multiplies."""
    marks = (
        [] if _is_alone(text) or text.exact == text.folded else [_again({"bool": {"should": _marks(text)}}, "total")]
    )
    return [*marks, _again(_fresh(now), "multiply")]


def _is_alone(text: Parsed) -> bool:
    """Nothing but its marks tells the documents of a lone word apart: they are a wish from the beginning."""
    return len(text.exact) == 1


def _again(query: Clause, mode: str) -> Clause:
    return {"window_size": WEIGHED, "query": {"rescore_query": query, "score_mode": mode}}


def _marks(text: Parsed) -> list[Clause]:
    words = [_word(field, word, boost) for word in dict.fromkeys(text.exact) for field, boost in EXACT.items()]
    pairs = dict.fromkeys(pair for pair in pairs_of(text.exact) if pair not in pairs_of(text.folded))
    return words + [_word(field, pair, boost) for pair in pairs for field, boost in PAIR.items()]


def _fresh(now: datetime) -> Clause:
    dated = {"exists": {"field": "published_at"}}
    decay = {"origin": int(now.timestamp() * 1000), "scale": f"{FRESH_DAYS:.0f}d", "decay": 0.5}
    fresh = {
        "query": {"match_all": {}},
        "functions": [
            {"weight": 1.0},
            {"filter": dated, "exp": {"published_at": decay}, "weight": FRESH_SHARE},
            {"filter": {"bool": {"must_not": [dated]}}, "weight": FRESH_SHARE / 2},
        ],
        "score_mode": "sum",
        "boost_mode": "multiply",
    }
    boosted = {"query": {"function_score": fresh}, "field_value_factor": {"field": "boost", "missing": 1}}
    return {"function_score": boosted}


def titled(words: Words) -> Clause:
    *whole, unfinished = words
    clauses: list[Clause] = [{"term": {"title_folded": word}} for word in whole]
    return {"bool": {"filter": [*clauses, {"prefix": {"title_folded": unfinished}}]}}


def facet_counts(chosen: Filters, ranges: dict[str, datetime]) -> Clause:
    """Aggregations that each leave out their own filter, so that a chosen value keeps its siblings."""
    own = {
        "kinds": [{"terms": {"kind": [*chosen.kinds]}}] if chosen.kinds else [],
        "sections": [{"terms": {"section_ids": [*chosen.sections]}}] if chosen.sections else [],
        "authors": [{"terms": {"author_ids": [*chosen.authors]}}] if chosen.authors else [],
        "desks": [{"terms": {"desk_id": [*chosen.desks]}}] if chosen.desks else [],
        "languages": [{"terms": {"language": [*chosen.languages]}}] if chosen.languages else [],
        "forms": [{"terms": {"form": [*chosen.forms]}}] if chosen.forms else [],
        "ranges": _between(chosen.since, chosen.until),
    }
    counted: dict[str, Clause] = {
        "kinds": {"terms": {"field": "kind", "size": 100}},
        "sections": {"terms": {"field": "section_ids", "size": 500}},
        "authors": {"terms": {"field": "author_ids", "size": 500}},
        "desks": {"terms": {"field": "desk_id", "size": 100}},
        "languages": {"terms": {"field": "language", "size": 100}},
        "forms": {"terms": {"field": "form", "size": 100}},
        "ranges": {"filters": {"filters": {name: _after(moment) for name, moment in ranges.items()}}},
    }
    return {
        name: {
            "filter": {"bool": {"filter": [clause for other in own if other != name for clause in own[other]]}},
            "aggs": {"values": values},
        }
        for name, values in counted.items()
    }


def _after(moment: datetime) -> Clause:
    return {"range": {"published_at": {"gt": _milliseconds(moment)}}}


def _between(since: datetime | None, until: datetime | None) -> list[Clause]:
    ends = {"gte": since, "lt": until}
    limits = {name: _milliseconds(moment) for name, moment in ends.items() if moment}
    return [{"range": {"published_at": limits}}] if limits else []


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _filters(filters: Filters) -> list[Clause]:
    """Labels, as on the other engines; an empty group lets nothing through."""
    groups: list[Clause] = [{"terms": {"labels": group}} for group in wanted_labels(filters)]
    return [*groups, *_between(filters.since, filters.until)]


def _excluded(text: Parsed) -> list[Clause]:
    return [phrase(words) for words in text.excluded]


def _term(term: Term) -> Clause:
    first, *others = term.alternatives
    ways = [_alternative(first, unfinished=term.prefix), *(_alternative(other) for other in others)]
    return ways[0] if len(ways) == 1 else _any(ways)


def _alternative(alternative: Alternative, *, unfinished: bool = False) -> Clause:
    if alternative.together and len(alternative.words) > 1:
        return phrase(alternative.words)
    *whole, last = alternative.words
    end = _word("folded", last)
    if unfinished:
        end = _any([end, {"prefix": {"folded": last}}])
    words = [*(_word("folded", word) for word in whole), end]
    return words[0] if len(words) == 1 else {"bool": {"must": words}}


def phrase(words: Words) -> Clause:
    return {"match_phrase": {"folded": " ".join(words)}}


def _word(field: str, word: str, boost: float = 1.0) -> Clause:
    return {"term": {field: {"value": word, "boost": boost}}}


def _any(clauses: Iterable[Clause]) -> Clause:
    return {"bool": {"should": [*clauses], "minimum_should_match": 1}}
