"""SQLite FTS5: an external-content table that triggers keep equal to the documents, whoever writes them.

https://www.sqlite.org/fts5.html: the tokenizer keeps marks and underscores inside words, since the words come analysed.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from django.db import connection

from newsroom.search.engines.base import Hit, Query, SearchEngine, Traits
from newsroom.search.engines.conditions import conditions
from newsroom.search.models import SearchDocument
from newsroom.search.parser import Alternative, Parsed, Term, Words

COLUMNS = ("title_folded", "body_folded", "title_exact", "body_exact")
FOLDED = "{title_folded body_folded}"
EXACT = "{title_exact body_exact}"
WEIGHTS = "bm25(3.0, 1.0, 4.0, 1.5)"
CEILING = 200


class SqliteEngine(SearchEngine):
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

    def delete(self, uids: Collection[str]) -> None:
        """The triggers did it."""

    def search(self, query: Query) -> list[Hit]:
        match = ranking_match(query.text)
        if query.sort == "newest":
            score, order = "0.0", "d.published_at DESC, d.id DESC"
        else:
            score, order = f"-{self.words}.rank", f"{self.words}.rank"
        fields = f"d.id, d.kind, d.object_id, {score}, d.published_at, d.boost"
        return [
            Hit(*row[:4], _aware(row[4]), row[5]) for row in self._matching(fields, match, query, order, query.limit)
        ]

    def traits(self, query: Query, *, limit: int) -> list[Traits]:
        fields = "d.kind, d.section_ids, d.author_ids, d.language, d.published_at"
        found = self._matching(fields, plain_match(query.text), query, f"{self.words}.rowid DESC", limit)
        return [Traits(*row[:4], _aware(row[4])) for row in found]

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

    def _matching(self, fields: str, match: str, query: Query, order: str, limit: int) -> list[Any]:
        # CROSS JOIN: the index is always read first, whatever the planner has heard of the document table.
        where, parameters = conditions(query.filters, connection.ops.adapt_datetimefield_value)
        sql = (
            f"SELECT {fields} FROM {self.words} CROSS JOIN {self.table} d ON d.id = {self.words}.rowid "
            f"WHERE {self.words} MATCH %s{where} ORDER BY {order} LIMIT %s"
        )
        return _rows(sql, [match, *parameters, limit])


def plain_match(text: Parsed) -> str:
    """What is found: every term, none of what is excluded."""
    required = " AND ".join(f"{FOLDED} : {_term(term)}" for term in text.terms)
    excluded = " ".join(f"NOT {FOLDED} : {_quoted(*words)}" for words in text.excluded)
    return f"({required}) {excluded}" if excluded else f"({required})"


def ranking_match(text: Parsed) -> str:
    """As `plain_match`, with words that change the score and never the matches: marks, order, neighbours."""
    anchor = f"{FOLDED} : {_term(text.terms[0])}"
    wishes = [f"{EXACT} : {_quoted(word)}" for word in dict.fromkeys(text.exact)]
    wishes += [f"{EXACT} : {_quoted(*pair)}" for pair in dict.fromkeys(pairwise(text.exact))]
    if 1 < len(text.folded) <= 6:
        wishes.append(f"{FOLDED} : {_quoted(*text.folded)}")
    return f"({plain_match(text)}) AND ({' OR '.join([anchor, *wishes])})"


def _term(term: Term) -> str:
    first, *others = (_alternative(alternative) for alternative in term.alternatives)
    if term.prefix:
        first = _unfinished(term.alternatives[0])
    return f"({' OR '.join([first, *others])})"


def _alternative(alternative: Alternative) -> str:
    if alternative.together:
        return _quoted(*alternative.words)
    return f"({' AND '.join(_quoted(word) for word in alternative.words)})"


def _unfinished(alternative: Alternative) -> str:
    return f"({' AND '.join(_quoted(word) for word in alternative.words)}*)"


def _quoted(*words: str) -> str:
    """A phrase; words hold letters, digits and marks only, the doubling is for whoever changes that."""
    return '"' + " ".join(words).replace('"', '""') + '"'


def _rows(sql: str, parameters: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def _aware(stored: datetime | None) -> datetime | None:
    return stored.replace(tzinfo=UTC) if stored else None
