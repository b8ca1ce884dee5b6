"""Counts beside the results. A chosen value keeps its siblings: each facet is counted without its own filter."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from newsroom.search.filters import Filters

SAMPLE = 5_000
RANGES: Mapping[str, timedelta] = {
    "day": timedelta(days=1),
    "week": timedelta(days=7),
    "month": timedelta(days=30),
    "year": timedelta(days=365),
}


class Traits(NamedTuple):
    """What facets are counted from."""

    kind: str
    section_ids: str
    author_ids: str
    desk_id: int | None
    language: str
    form: str
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class Facets:
    """How many results each value would give; `ranges` has the keys of RANGES. `capped`: of the newest SAMPLE matches only."""

    kinds: Counter[str] = field(default_factory=Counter)
    sections: Counter[int] = field(default_factory=Counter)
    authors: Counter[int] = field(default_factory=Counter)
    desks: Counter[int] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)
    ranges: Counter[str] = field(default_factory=Counter)
    capped: bool = False


def without_facets(filters: Filters) -> Filters:
    """The filters that always hold; the chosen facets are applied while counting."""
    return replace(filters, kinds=(), sections=(), authors=(), desks=(), languages=(), forms=(), since=None, until=None)


def count(rows: Collection[Traits], chosen: Filters, now: datetime) -> Facets:
    counted = Facets(capped=len(rows) >= SAMPLE)
    for row in rows:
        values: dict[str, list[Any]] = {
            "kinds": [row.kind],
            "sections": _ids(row.section_ids),
            "authors": _ids(row.author_ids),
            "desks": [row.desk_id] if row.desk_id else [],
            "languages": [row.language],
            "forms": [row.form],
        }
        refused = {name for name, found in values.items() if not _accepts(getattr(chosen, name), found)}
        if not _within(row.published_at, chosen):
            refused.add("ranges")
        values["ranges"] = [name for name, span in RANGES.items() if row.published_at and row.published_at > now - span]
        for name, found in values.items():
            if refused <= {name}:
                getattr(counted, name).update(found)
    return counted


def _accepts(chosen: Collection[Any], found: Iterable[Any]) -> bool:
    return not chosen or any(value in chosen for value in found)


def _within(moment: datetime | None, chosen: Filters) -> bool:
    if chosen.since is None and chosen.until is None:
        return True
    return (
        moment is not None
        and (chosen.since is None or moment >= chosen.since)
        and (chosen.until is None or moment < chosen.until)
    )


def _ids(members: str) -> list[int]:
    return [int(member) for member in members.split()]
