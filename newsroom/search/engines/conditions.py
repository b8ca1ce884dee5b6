"""Filters as SQL that SQLite and PostgreSQL both read."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from newsroom.search.engines.base import Filters

Conditions = tuple[str, list[Any]]


def conditions(filters: Filters, adapt: Callable[[datetime], Any]) -> Conditions:
    """` AND …` over the document table as `d`, and its parameters; empty when nothing is filtered."""
    parts: list[Conditions] = []
    for column, values in (
        ("kind", filters.kinds),
        ("organization_id", filters.organizations),
        ("desk_id", filters.desks),
        ("language", filters.languages),
    ):
        if values:
            parts.append((f"d.{column} IN ({', '.join(['%s'] * len(values))})", list(values)))
    parts += [
        _any_of(column, values)
        for column, values in (("section_ids", filters.sections), ("author_ids", filters.authors))
        if values
    ]
    if filters.since:
        parts.append(("d.published_at >= %s", [adapt(filters.since)]))
    if filters.until:
        parts.append(("d.published_at < %s", [adapt(filters.until)]))
    for kind, tokens in filters.scopes.items():
        held, parameters = _any_of("acl", tokens) if tokens else ("1 = 0", [])
        parts.append((f"(d.kind <> %s OR {held})", [kind, *parameters]))
    return "".join(f" AND {sql}" for sql, _ in parts), [value for _, values in parts for value in values]


def _any_of(column: str, members: Collection[Any]) -> Conditions:
    clauses = " OR ".join([f"d.{column} LIKE %s ESCAPE '!'"] * len(members))
    escaped = [str(member).replace("!", "!!").replace("%", "!%").replace("_", "!_") for member in members]
    return f"({clauses})", [f"% {member} %" for member in escaped]
