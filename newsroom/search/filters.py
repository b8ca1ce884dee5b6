"""What may be filtered, as words in the index beside the text: a filter then costs no more than one more word."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from newsroom.search.documents import Document

_OTHERS = re.compile("[^0-9a-z]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Filters:
    """What a document must be, besides matching. Within one field any value will do; empty means all.

    `scopes` maps each kind that may be seen to the acl tokens of which its documents need one, None for no need; a kind
    that is not named stays hidden. `scopes=None` asks nothing.
    """

    kinds: Collection[str] = ()
    sections: Collection[int] = ()
    authors: Collection[int] = ()
    organizations: Collection[int] = ()
    desks: Collection[int] = ()
    languages: Collection[str] = ()
    forms: Collection[str] = ()
    since: datetime | None = None
    until: datetime | None = None
    scopes: Mapping[str, Collection[str] | None] | None = None


def labels_of(kind: str, document: Document) -> str:
    named = [
        ("kind", kind),
        ("language", document.language),
        ("form", document.form or None),
        ("organization", document.organization_id),
        ("desk", document.desk_id),
    ]
    named += [("section", section) for section in document.section_ids]
    named += [("author", author) for author in document.author_ids]
    named += [(f"acl_{kind}", token) for token in document.acl]
    return " ".join(_label(name, value) for name, value in named if value is not None)


def wanted_labels(filters: Filters) -> list[list[str]]:
    """Groups of labels; a document needs one of each group. An empty group lets nothing through."""
    chosen = {
        "kind": filters.kinds,
        "section": filters.sections,
        "author": filters.authors,
        "organization": filters.organizations,
        "desk": filters.desks,
        "language": filters.languages,
        "form": filters.forms,
    }
    groups = [[_label(name, value) for value in values] for name, values in chosen.items() if values]
    if filters.scopes is not None:
        free = [_label("kind", kind) for kind, tokens in filters.scopes.items() if tokens is None]
        held = [_label(f"acl_{kind}", token) for kind, tokens in filters.scopes.items() for token in tokens or ()]
        groups.append(free + held)
    return groups


def _label(name: str, value: object) -> str:
    return _OTHERS.sub("_", f"{name}_{value}".lower())
