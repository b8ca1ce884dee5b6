"""PostgreSQL: a tsvector written word by word from the analysed text, with positions and weights, under a GIN index.

https://www.postgresql.org/docs/15/datatype-textsearch.html. Its lexemes: `dak` folded, `=đắk` with marks,
`đắk_lắk` and `dak_lak` pairs, `@section_3` a label. No text search configuration takes part, so no English stop word drops a Vietnamese syllable.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import connection

from newsroom.search.analysis import pairs_of
from newsroom.search.engines.base import WINDOW, DatabaseEngine, Hit, Query
from newsroom.search.facets import Traits
from newsroom.search.filters import Filters, wanted_labels
from newsroom.search.models import SearchDocument
from newsroom.search.parser import Alternative, Parsed, Term, Words

WEIGHTS = "{0.17, 0.4, 0.6, 1.0}"  # D, C, B, A
TITLE = {"folded": "B", "exact": "B", "pair": "A"}
BODY = {"folded": "D", "exact": "D", "pair": "C"}
GAP = 8  # positions between title and body, so that no phrase runs from one into the other
LAST_POSITION = 16_383
POSITIONS_PER_WORD = 255
CEILING = 200
RANKED = 3_000
NOTHING = "'@'"
CHUNK = 500


class PostgresEngine(DatabaseEngine):
    def __init__(self, model: type[SearchDocument]) -> None:
        super().__init__(model)
        self.table = model._meta.db_table
        self.vocabulary = f"{self.table}_vocabulary"
        self.found = f"{self.table}_found"

    def install(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {self.table} ADD COLUMN IF NOT EXISTS words tsvector")
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {self.table}_words ON {self.table} USING gin (words)")
            cursor.execute(
                f"CREATE TABLE IF NOT EXISTS {self.vocabulary} (word text PRIMARY KEY, documents int DEFAULT 1)"
            )
            # The planner does not count the price of fetching long vectors and would read the table for a common word.
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {self.found}"
                "(wanted tsquery, since timestamptz, until timestamptz, most int) RETURNS SETOF bigint "
                "LANGUAGE sql STABLE SET enable_seqscan = off SET enable_indexscan = off AS "
                f"'SELECT id FROM {self.table} WHERE words @@ wanted AND (since IS NULL OR published_at >= since) "
                "AND (until IS NULL OR published_at < until) ORDER BY id DESC LIMIT most'"
            )

    def index(self, rows: Iterable[SearchDocument]) -> None:
        written = list(rows)
        words = {word for row in written for word in f"{row.title_folded} {row.body_folded}".split()}
        with connection.cursor() as cursor:
            vectors = [(vector(row), row.uid) for row in written]
            cursor.executemany(f"UPDATE {self.table} SET words = %s::tsvector WHERE uid = %s", vectors)
            # Sorted, so that two writers of the same new words wait for each other and never for good.
            cursor.execute(
                f"INSERT INTO {self.vocabulary} (word) SELECT word FROM unnest(%s::text[]) AS new(word) "
                f"WHERE NOT EXISTS (SELECT 1 FROM {self.vocabulary} old WHERE old.word = new.word) ON CONFLICT DO NOTHING",
                [sorted(words)],
            )

    def delete(self, gone: Mapping[str, int]) -> None:
        """The vector went with its row."""

    def search(self, query: Query) -> list[Hit]:
        if query.sort == "newest":
            score, order, wishes = "0.0", "d.published_at DESC NULLS LAST, d.id DESC", []
        else:
            score, order, wishes = (
                f"ts_rank('{WEIGHTS}', d.words, %s::tsquery, 1)",
                "score DESC, d.id DESC",
                [ranking_query(query.text)],
            )
        fields = f"d.id, d.kind, d.object_id, {score} AS score, d.published_at, d.boost"
        return [Hit(*row) for row in self._matching(fields, wishes, query, order, query.limit)]

    def count(self, query: Query) -> int:
        filters = query.filters
        wanted = _filtered(matching_query(query.text), filters)
        sql = f"SELECT count(*) FROM {self.found}(%s::tsquery, %s::timestamptz, %s::timestamptz, {WINDOW})"
        return _rows(sql, [wanted, filters.since, filters.until])[0][0]

    def traits(self, query: Query, *, limit: int) -> list[Traits]:
        fields = "d.kind, d.section_ids, d.author_ids, d.desk_id, d.language, d.form, d.published_at"
        return [Traits(*row) for row in self._matching(fields, [], query, "d.id DESC", limit, window=limit)]

    def titles(self, words: Words, *, limit: int) -> list[int]:
        *whole, unfinished = words
        wanted = " & ".join([*(f"{_quoted(word)}:B" for word in whole), f"{_quoted(unfinished)}:*B"])
        return [
            row[0]
            for row in _rows(
                f"SELECT id FROM {self.table} WHERE words @@ %s::tsquery ORDER BY id DESC LIMIT %s", [wanted, limit]
            )
        ]

    def known(self, words: Collection[str]) -> dict[str, int]:
        """Counted at the last rebuild: counting at each save would make savers wait for one another."""
        return dict(_rows(f"SELECT word, documents FROM {self.vocabulary} WHERE word = ANY(%s)", [list(words)]))

    def frequencies(self, phrases: Sequence[Words]) -> list[int]:
        """One counting each, with the phrase as a constant: only then does the planner know to take the index."""
        counted = (
            f"SELECT count(*) FROM (SELECT 1 FROM {self.table} WHERE words @@ %s::tsquery LIMIT {CEILING}) AS found"
        )
        sql = " UNION ALL ".join(f"SELECT {place}, ({counted})" for place in range(len(phrases)))
        rows = _rows(f"{sql} ORDER BY 1", [_phrase(phrase) for phrase in phrases]) if phrases else []
        return [count for _, count in rows]

    def rebuild(self) -> None:
        self.install()
        last = 0
        while rows := list(self.model._default_manager.filter(pk__gt=last).order_by("pk")[:CHUNK]):
            self.index(rows)
            last = rows[-1].pk
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {self.vocabulary} v SET documents = counted.ndoc "
                f"FROM ts_stat('SELECT words FROM {self.table}') AS counted WHERE counted.word = v.word"
            )
            cursor.execute(f"ANALYZE {self.table}")

    def _matching(
        self, fields: str, wishes: list[str], query: Query, order: str, limit: int, *, window: int = RANKED
    ) -> list[Any]:
        """Of a word that stands nearly everywhere only the newest `window` rows are looked at."""
        filters = query.filters
        wanted = _filtered(matching_query(query.text), filters)
        sql = (
            f"SELECT {fields} FROM {self.found}(%s::tsquery, %s::timestamptz, %s::timestamptz, {window}) AS found(id) "
            f"JOIN {self.table} d ON d.id = found.id ORDER BY {order} LIMIT %s"
        )
        return _rows(sql, [*wishes, wanted, filters.since, filters.until, limit])


def _filtered(wanted: str, filters: Filters) -> str:
    groups = [f"({' | '.join(_quoted('@' + label) for label in group) or NOTHING})" for group in wanted_labels(filters)]
    return " & ".join([wanted, *groups])


def vector(row: SearchDocument) -> str:
    """The row's words as the text of a tsvector."""
    places: dict[str, list[str]] = defaultdict(list)
    position = 0
    for weights, exact, folded, pairs in (
        (TITLE, row.title_exact, row.title_folded, row.title_pairs),
        (BODY, row.body_exact, row.body_folded, row.body_pairs),
    ):
        start = position
        for word, bare in zip(exact.split(), folded.split(), strict=True):
            position = min(position + 1, LAST_POSITION)
            places[bare].append(f"{position}{weights['folded']}")
            places[f"={word}"].append(f"{position}{weights['exact']}")
        for pair in pairs.split():
            places[pair].append(f"{start + 1}{weights['pair']}")
        position += GAP
    words = [f"{_quoted(word)}:{','.join(where[:POSITIONS_PER_WORD])}" for word, where in places.items()]
    return " ".join([*words, *(_quoted(f"@{label}") for label in row.labels.split())])


def matching_query(text: Parsed) -> str:
    required = [_term(term) for term in text.terms]
    excluded = [f"!({_phrase(words)})" for words in text.excluded]
    return " & ".join([*required, *excluded])


def ranking_query(text: Parsed) -> str:
    """Any of the words, with marks and in pairs: ts_rank adds up what a document has of them."""
    wishes = [*text.folded, *(f"={word}" for word in text.exact), *pairs_of(text.exact), *pairs_of(text.folded)]
    others = [word for term in text.terms for alternative in term.alternatives[1:] for word in alternative.words]
    return " | ".join(_quoted(word) for word in dict.fromkeys([*wishes, *others]))


def _term(term: Term) -> str:
    first, *others = (_alternative(alternative, unfinished=False) for alternative in term.alternatives)
    if term.prefix:
        first = _alternative(term.alternatives[0], unfinished=True)
    return f"({' | '.join([first, *others])})"


def _alternative(alternative: Alternative, *, unfinished: bool) -> str:
    if alternative.together:
        return f"({_phrase(alternative.words)})"
    words = " & ".join(_quoted(word) for word in alternative.words)
    return f"({words}{':*' if unfinished else ''})"


def _phrase(words: Words) -> str:
    return " <-> ".join(_quoted(word) for word in words)


def _quoted(word: str) -> str:
    """A lexeme; words hold letters, digits and marks only, the doubling is for whoever changes that."""
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def _rows(sql: str, parameters: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()
