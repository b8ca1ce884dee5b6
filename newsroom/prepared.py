"""Queries of one shape, written in SQL once for the whole life of a process.

To write the query of a reader's page takes Django ten times as long as the database needs to answer it.
"""

import copy
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from django.db import connections
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

_answers: ContextVar[dict | None] = ContextVar("answers", default=None)


@contextmanager
def remembered(answers: dict) -> Iterator[None]:
    """Inside, a question that `answers` knows is not asked again: for looking at one thing from many sides, never for writing."""
    token = _answers.set(answers)
    try:
        yield
    finally:
        _answers.reset(token)


class Written(NamedTuple):
    """`slots`: which of the SQL's parameters is which of the caller's values."""

    queryset: QuerySet
    compiler: SQLCompiler
    sql: str
    parameters: tuple
    slots: dict[int, int]
    converters: dict


class Prepared:
    """`@Prepared def by_id7(id7): return WebAddress.objects.filter(id7=id7)`, then `by_id7("1a2b3c4")`: a list of rows.

    Values are whole numbers or strings that the query compares something with; all else is fixed inside. A function of
    `*values` is written once for each number of them.
    """

    def __init__(self, make: Callable[..., QuerySet]):
        self.make = make
        self.written: dict[int, Written] = {}

    def __call__(self, *values: int | str) -> list:
        answers = _answers.get()
        if answers is None:
            return self.ask(*values)
        if (self, values) not in answers:
            answers[self, values] = self.ask(*values)
        return list(answers[self, values])

    def ask(self, *values: int | str) -> list:
        if len(values) not in self.written:
            self.written[len(values)] = self.write(len(values))
        queryset, compiler, sql, parameters, slots, converters = self.written[len(values)]
        bound = tuple(values[slots[place]] if place in slots else known for place, known in enumerate(parameters))
        compiler = copy.copy(compiler)
        compiler.connection = connections[queryset.db]  # each thread has its own
        compiler.as_sql = lambda *_args, **_kwargs: (sql, bound)
        compiler.get_converters = lambda _columns: converters
        rows = queryset.all()
        rows.query.get_compiler = lambda *_args, **_kwargs: compiler
        return list(rows)

    def write(self, many: int) -> Written:
        """Two sets of samples: where a parameter goes from one of the first to its fellow in the second, its value belongs."""
        queryset, other = (self.make(*range(first, first + many)) for first in (1, 1 + many))
        compiler = queryset.query.get_compiler(queryset.db)
        sql, parameters = compiler.as_sql()
        _sql, moved = other.query.sql_with_params()
        numbers = {(str(number + 1), str(number + 1 + many)): number for number in range(many)}
        pairs = enumerate(zip(map(str, parameters), map(str, moved), strict=True))
        slots = {place: numbers[pair] for place, pair in pairs if pair in numbers}
        assert set(slots.values()) == set(range(many)), f"{self.make.__name__} does more than compare its values"
        converters = compiler.get_converters([column for column, *_ in compiler.select[: compiler.col_count]])
        return Written(queryset, compiler, sql, tuple(parameters), slots, converters)
