"""The kinds of things that can be found. An app registers its own in `AppConfig.ready()`; search knows none by name."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet

from newsroom.search.documents import Document
from newsroom.search.errors import KindAlreadyRegistered, UnknownKind


@dataclass(frozen=True, kw_only=True)
class Kind:
    """How objects of one model become documents, and who may see them.

    `to_public` and `to_staff` answer None for what must not be found there. `check_public` is asked again, with the ids
    about to be shown, what is still public at this moment; `may_see` the same for a user. `scopes(user)` names the acl
    tokens a user holds, None for no limit, so that a page of results is full before `may_see` looks at it. `objects`
    gives the queryset of a rebuild, with what the two builders need already joined. Raise `version` when the builders say
    something else of the same object: every row of the kind is then written again by itself.
    """

    name: str
    label: Any
    model: type[Model]
    to_public: Callable[[Any], Document | None]
    to_staff: Callable[[Any], Document | None]
    check_public: Callable[[Collection[int]], Collection[int]]
    may_see: Callable[[Any, Collection[int]], Collection[int]]
    scopes: Callable[[Any], Collection[str] | None] = field(default=lambda user: None)
    objects: Callable[[], QuerySet[Any]] | None = None
    version: int = 1

    def queryset(self) -> QuerySet[Any]:
        return self.objects() if self.objects else self.model._default_manager.all()


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Raises KindAlreadyRegistered when the name is taken by another kind."""
    if _kinds.setdefault(kind.name, kind) is not kind:
        raise KindAlreadyRegistered(kind.name)
    return kind


def unregister(name: str) -> None:
    _kinds.pop(name, None)


def get(name: str) -> Kind:
    """Raises UnknownKind."""
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownKind(name) from None


def all_kinds() -> Iterable[Kind]:
    return tuple(_kinds.values())


def kinds_of(model: type[Model]) -> list[Kind]:
    """The kinds whose objects are rows of `model`: its own, and for a base model such as Page those of its children."""
    return [kind for kind in _kinds.values() if issubclass(kind.model, model)]
