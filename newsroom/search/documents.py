"""What an app says about one of its objects so that it can be found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """One findable thing.

    `published_at` and `updated_at` are aware. `form` tells apart what one kind holds, such as video among stories. `acl` are free tokens such as `desk:3`; a kind's `scopes(user)` names the
    tokens a user holds. `boost` multiplies the score, 1.0 is neutral.
    """

    title: str
    deck: str = ""
    body: str = ""
    tags: Sequence[str] = ()
    people: Sequence[str] = ()
    url: str = ""
    language: str = "vi"
    form: str = ""
    section_ids: Sequence[int] = ()
    author_ids: Sequence[int] = ()
    organization_id: int | None = None
    desk_id: int | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    boost: float = 1.0
    acl: Sequence[str] = ()
