"""What stands near a text: its most telling words, any of them, on the rows of one table."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace
from math import log

from newsroom.search.engines import Filters, Query, engine_of
from newsroom.search.models import SearchDocument
from newsroom.search.parser import Alternative, Parsed, Term

WORDS_READ = 600  # the beginning of a story says what it is about
PAIRS_ASKED = 40
PAIRS_USED = 12
CEILING = 200  # in so many documents or more a pair tells nothing; engines count no further
TITLE_WEIGHT = 3
SHARED = 4  # a quarter of the pairs, two at least
COMMON = 15  # a pair that stands in one of so many documents is a turn of phrase


def telling_pairs(model: type[SearchDocument], kind: str, title: str, body: str) -> list[tuple[str, str]]:
    """Neighbouring folded words that say most about a text: often here, seldom elsewhere, and in two documents at least.

    `title` and `body` are analysed text, blank-separated folded words.
    """
    counted: Counter[tuple[str, str]] = Counter()
    for words, weight in ((title.split(), TITLE_WEIGHT), (body.split()[:WORDS_READ], 1)):
        for pair in zip(words, words[1:], strict=False):
            if not any(word.isdigit() for word in pair):
                counted[pair] += weight
    asked = [pair for pair, _ in counted.most_common(PAIRS_ASKED)]
    numbers = engine_of(model).frequencies(asked)
    documents = model._default_manager.filter(kind=kind).count()
    most = min(CEILING - 1, max(3, documents // COMMON))
    scored = [
        (counted[pair] * log(1 + documents / number), pair)
        for pair, number in zip(asked, numbers, strict=True)
        if 1 < number <= most
    ]
    return [pair for _, pair in sorted(scored, reverse=True)[:PAIRS_USED]]


def alike(
    model: type[SearchDocument],
    kind: str,
    title: str,
    body: str,
    *,
    filters: Filters,
    without: Collection[int] = (),
    limit: int = 10,
) -> list[int]:
    """Object ids of the documents of one kind most like the analysed text, best first. A pair in common is a coincidence."""
    filters = replace(filters, kinds=[kind])
    pairs = telling_pairs(model, kind, title, body)
    if not pairs:
        return []
    text = Parsed(
        terms=(Term(tuple(Alternative(pair) for pair in pairs)),),
        exact=tuple(word for pair in pairs for word in pair),
        folded=tuple(word for pair in pairs for word in pair),
    )
    hits = engine_of(model).search(Query(text=text, filters=filters, limit=2 * limit + len(without)))
    found = {hit.document_id: hit.object_id for hit in hits if hit.object_id not in without}
    held = dict(_held(model, list(found), pairs))
    enough = max(2, len(pairs) // SHARED)
    return [object_id for key, object_id in found.items() if held.get(key, 0) >= enough][:limit]


def _held(model: type[SearchDocument], keys: list[int], pairs: list[tuple[str, str]]) -> Iterator[tuple[int, int]]:
    """How many of the pairs each document has."""
    rows = model._default_manager.filter(pk__in=keys).values_list("pk", "title_folded", "body_folded")
    for key, in_title, in_body in rows:
        text = f" {in_title}  {in_body} "
        yield key, sum(f" {' '.join(pair)} " in text for pair in pairs)
