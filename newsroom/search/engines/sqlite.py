"""SQLite FTS5: an external-content table that triggers keep equal to the documents, whoever writes them.

https://www.sqlite.org/fts5.html: the tokenizer keeps marks and underscores inside words, since the words come analysed.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from django.db import connection

from newsroom.search.engines.base import WEIGHED, WINDOW, DatabaseEngine, Hit, Query
from newsroom.search.facets import Traits
from newsroom.search.filters import Filters, wanted_labels
from newsroom.search.models import SearchDocument
from newsroom.search.parser import Alternative, Parsed, Term, Words

COLUMNS = ("title_folded", "body_folded", "title_exact", "body_exact", "title_pairs", "body_pairs", "labels")
FOLDED = "{title_folded body_folded}"
EXACT = "{title_exact body_exact}"
PAIRS = "{title_pairs body_pairs}"
WEIGHTS = "bm25(3.0, 1.0, 4.0, 1.5, 6.0, 2.0, 0.0)"
CEILING = 200
RANKED = 10_000
MARK = 0.5  # a title or a body with every mark as typed counts half as much again
NOTHING = '"nothing"'


class SqliteEngine(DatabaseEngine):
    def __init__(self, model: type[SearchDocument]) -> None:
        super().__init__(model)
        self.table = model._meta.db_table
        self.words = f"{self.table}_words"
        self.vocabulary = f"{self.table}_vocabulary"

    def install(self) -> None:
        new, old = (", ".join(f"{row}.{column}" for column in COLUMNS) for row in ("new", "old"))
        names = ", ".join(COLUMNS)
        add = f"INSERT INTO {self.words} (rowid, {names}) VALUES (new.id, {new});"
        remove = f"INSERT INTO {self.words} ({self.words}, rowid, {names}) VALUES ('delete', old.id, {old});"
        with connection.cursor() as cursor:
            cursor.execute(
                f"CREATE VIRTUAL TABLE IF NOT EXISTS {self.words} USING fts5({names}, content='{self.table}', content_rowid='id', "
                "tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* Co Mn Pc'\", prefix='2 3')"
            )
            cursor.execute(f"INSERT INTO {self.words} ({self.words}, rank) VALUES ('rank', '{WEIGHTS}')")
            cursor.execute(f"CREATE VIRTUAL TABLE IF NOT EXISTS {self.vocabulary} USING fts5vocab({self.words}, 'row')")
            for event, statements in (("INSERT", add), ("DELETE", remove), (f"UPDATE OF {names}", remove + add)):
                trigger = f"{self.table}_on_{event.split()[0].lower()}"
                cursor.execute(
                    f"CREATE TRIGGER IF NOT EXISTS {trigger} AFTER {event} ON {self.table} BEGIN {statements} END"
                )

    def index(self, rows: Iterable[SearchDocument]) -> None:
        """The triggers did it."""

    def delete(self, gone: Mapping[str, int]) -> None:
        """The triggers did it."""

    def search(self, query: Query) -> list[Hit]:
        if query.sort == "newest":
            match, score, order = plain_match(query.text), "0.0", "d.published_at DESC, d.id DESC"
        else:
            match, score, order = ranking_match(query.text), f"-{self.words}.rank", f"{self.words}.rank"
        fields = f"d.id, d.kind, d.object_id, {score}, d.published_at, d.boost"
        found = self._matching(fields, match, query, order, query.limit, after=self._start(query))
        hits = [Hit(*row[:4], _aware(row[4]), row[5]) for row in found]
        return hits if query.sort == "newest" else [*self._with_marks(query.text, hits[:WEIGHED]), *hits[WEIGHED:]]

    def _with_marks(self, text: Parsed, hits: list[Hit]) -> list[Hit]:
        """The same, best first when the marks that were typed count: of each word, and of neighbours side by side."""
        words = [f" {word} " for word, bare in zip(text.exact, text.folded, strict=True) if word != bare]
        if not words or len(text.exact) == 1:
            return hits
        wanted = [*words, *(f" {one} {other} " for one, other in pairwise(text.exact))]
        sql = f"SELECT id, title_exact, body_exact FROM {self.table} WHERE id IN (SELECT value FROM json_each(%s))"
        rows = _rows(sql, [json.dumps([hit.document_id for hit in hits])])
        share = {
            key: sum((MARK * (mark in f" {title} ") + MARK * (mark in f" {body} ")) / len(wanted) for mark in wanted)
            for key, title, body in rows
        }
        weighed = [hit._replace(score=hit.score * (1 + share.get(hit.document_id, 0.0))) for hit in hits]
        return sorted(weighed, key=lambda hit: hit.score, reverse=True)

    def count(self, query: Query) -> int:
        matching, parameters = self._from(plain_match(query.text), query.filters)
        return _rows(f"SELECT count(*) FROM (SELECT 1 {matching} LIMIT {WINDOW})", parameters)[0][0]

    def traits(self, query: Query, *, limit: int) -> list[Traits]:
        fields = "d.kind, d.section_ids, d.author_ids, d.desk_id, d.language, d.form, d.published_at"
        found = self._matching(fields, plain_match(query.text), query, f"{self.words}.rowid DESC", limit)
        return [Traits(*row[:6], _aware(row[6])) for row in found]

    def titles(self, words: Words, *, limit: int) -> list[int]:
        match = "title_folded : (" + " AND ".join([_quoted(word) for word in words]) + "*)"
        sql = f"SELECT rowid FROM {self.words} WHERE {self.words} MATCH %s ORDER BY rowid DESC LIMIT %s"
        return [row[0] for row in _rows(sql, [match, limit])]

    def known(self, words: Collection[str]) -> dict[str, int]:
        sql = f"SELECT term, doc FROM {self.vocabulary} WHERE term IN (SELECT value FROM json_each(%s))"
        return dict(_rows(sql, [json.dumps(list(words))]))

    def frequencies(self, phrases: Sequence[Words]) -> list[int]:
        matches = [f"{FOLDED} : {_quoted(*phrase)}" for phrase in phrases]
        counted = f"SELECT 1 FROM {self.words} WHERE {self.words} MATCH wanted.value LIMIT {CEILING}"
        sql = f"SELECT (SELECT count(*) FROM ({counted})) FROM json_each(%s) AS wanted ORDER BY wanted.key"
        return [row[0] for row in _rows(sql, [json.dumps(matches)])]

    def rebuild(self) -> None:
        self.install()
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {self.words} ({self.words}) VALUES ('rebuild')")
            cursor.execute("PRAGMA optimize")

    def _start(self, query: Query) -> int:
        """Of a word that stands nearly everywhere only the newest RANKED rows are weighed: a search costs the same in any archive."""
        [(first, last)] = _rows(f"SELECT (SELECT min(id) FROM {self.table}), (SELECT max(id) FROM {self.table})", [])
        if last is None or last - first < RANKED:
            return 0
        matching, parameters = self._from(plain_match(query.text), query.filters)
        order = f"ORDER BY {self.words}.rowid DESC LIMIT 1 OFFSET {RANKED}"
        found = _rows(f"SELECT {self.words}.rowid {matching} {order}", parameters)
        return found[0][0] if found else 0

    def _matching(self, fields: str, match: str, query: Query, order: str, limit: int, *, after: int = 0) -> list[Any]:
        matching, parameters = self._from(match, query.filters, joined=True)
        sql = f"SELECT {fields} {matching} AND {self.words}.rowid >= %s ORDER BY {order} LIMIT %s"
        return _rows(sql, [*parameters, after, limit])

    def _from(self, match: str, filters: Filters, *, joined: bool = False) -> tuple[str, list[Any]]:
        """The end of a statement over what matches, and its parameters; `joined` to the documents as `d`, when that is needed."""
        limits = [(">=", filters.since), ("<", filters.until)]
        moments = [(comparison, moment) for comparison, moment in limits if moment]
        # CROSS JOIN: the index is always read first, whatever the planner has heard of the document table.
        join = f"CROSS JOIN {self.table} d ON d.id = {self.words}.rowid " if joined or moments else ""
        sql = f"FROM {self.words} {join}WHERE {self.words} MATCH %s"
        sql += "".join(f" AND d.published_at {comparison} %s" for comparison, _ in moments)
        stored = [connection.ops.adapt_datetimefield_value(moment) for _, moment in moments]
        return sql, [_filtered(match, filters), *stored]


def _filtered(match: str, filters: Filters) -> str:
    groups = [f"labels : ({' OR '.join(map(_quoted, group)) or NOTHING})" for group in wanted_labels(filters)]
    return " AND ".join([f"({match})", *groups])


def plain_match(text: Parsed) -> str:
    """What is found: every term, none of what is excluded."""
    return _without(text, [_term(term) for term in text.terms])


def ranking_match(text: Parsed) -> str:
    """As `plain_match`, with wishes that change the score and never the matches: neighbours in order, of a lone word its marks.

    A wish is an alternative to something it implies: where `dak_lak` stands, `dak` does too. Each costs bm25 a reading of all
    its documents, so the marks of several words are weighed afterwards, among the best.
    """
    required, place = [], 0
    for term in text.terms:
        size = len(term.alternatives[0].words)
        required.append(
            _term(term, text.folded[place : place + size + 1], text.exact[0] if len(text.exact) == 1 else "")
        )
        place += size
    return _without(text, required)


def _without(text: Parsed, required: list[str]) -> str:
    excluded = "".join(f" NOT {FOLDED} : {_quoted(*words)}" for words in text.excluded)
    return f"({' AND '.join(required)}){excluded}"


def _term(term: Term, typed: Words = (), exact: str = "") -> str:
    """Any of the alternatives; `typed` are its words and the one after them, `exact` the only word as it was typed."""
    first, *others = term.alternatives
    if first.together:
        ways = [f"{FOLDED} : {_quoted(*first.words)}"]
    else:
        unfinished = len(first.words) - 1 if term.prefix else None
        words = [
            _word(word, typed[place : place + 2], "*" * (place == unfinished)) for place, word in enumerate(first.words)
        ]
        ways = [f"({' AND '.join(words)})"]
    ways += [f"{EXACT} : {_quoted(exact)}"] if exact else []
    return f"({' OR '.join([*ways, *(_alternative(other) for other in others)])})"


def _word(folded: str, typed: Words = (), star: str = "") -> str:
    ways = [f"{FOLDED} : {_quoted(folded)}{star}"]
    if len(typed) == 2:
        ways.append(f"{PAIRS} : {_quoted('_'.join(typed))}")
    return f"({' OR '.join(ways)})"


def _alternative(alternative: Alternative) -> str:
    if alternative.together:
        return f"{FOLDED} : {_quoted(*alternative.words)}"
    return f"({' AND '.join(map(_word, alternative.words))})"


def _quoted(*words: str) -> str:
    """A phrase; words hold letters, digits and marks only, the doubling is for whoever changes that."""
    return '"' + " ".join(words).replace('"', '""') + '"'


def _rows(sql: str, parameters: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def _aware(stored: datetime | None) -> datetime | None:
    return stored.replace(tzinfo=UTC) if stored else None
