"""A story as a list shows it, read as plain columns: a front page has dozens, and whole pages of the tree are heavy."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone
from wagtail.models import Site

from cms.sections.models import Placement
from cms.sections.pictures import PRINTED, read_files
from media_pipeline.assets.models import Picture
from newsroom.prepared import Prepared
from newsroom.stories.models import Credit
from newsroom.stories.states import CreditRole

STORY = (
    "story_id", "section_id", "is_main", "story__card_picture_id", "story__title", "story__short_title", "story__kicker", "story__sapo",
    "story__language", "story__slug", "story__section__name", "story__address__section_page__url_path",
    "story__address__ym", "story__address__id7", "story__address__published_at", "story__address__updated_at",
)  # fmt: skip
COLUMNS = (*STORY, *(f"story__card_picture__{name}" for name in PRINTED))


@dataclass(slots=True)
class Card:
    """`section` is the main one, `section_id` that of the placement; `at` is what lists go by: the last significant

    update, or first publication.
    """

    story_id: int
    section_id: int
    is_main: bool
    picture_id: int | None
    title: str
    full_title: str
    url: str
    kicker: str
    section: str
    section_url: str
    sapo: str
    language: str
    at: datetime
    published_at: datetime
    updated_at: datetime | None
    picture: Picture | None = None
    authors: list[str] = field(default_factory=list)


def cards(
    placements: QuerySet, request, *, authors: bool = False, pictures: bool = True, ratios: Sequence[str] = ("card",)
) -> list[Card]:
    """One card per placement, in order, in one query; one more for all renditions, one more for all authors.

    `pictures=False` leaves `picture` empty, for lists of words and for a caller who reads `picture_id` with others.
    """
    made = cards_of(placements.values_list(*(COLUMNS if pictures else STORY)), request, ratios=ratios)
    if authors:
        name_authors(made)
    return made


def cards_of(rows: Iterable[tuple], request, *, ratios: Sequence[str] = ("card",)) -> list[Card]:
    """The same from rows of COLUMNS, or of STORY alone."""
    known: dict[int, Picture | None] = {}
    place, today = places(request), timezone.localdate()
    made = [card_of(row, place, known, today) for row in rows]
    read_files([picture for picture in known.values() if picture], ratios)
    return made


def card_of(row: tuple, place, known: dict[int, Picture | None], today: date) -> Card:
    (story_id, section_id, is_main, picture_id, title, short, kicker, sapo, language, slug, section, path, ym, id7, published, updated,
     *picture) = row  # fmt: skip
    section_url = place(path)
    return Card(
        story_id=story_id,
        section_id=section_id,
        is_main=is_main,
        picture_id=picture_id,
        title=short or title,
        full_title=title,
        url=f"{section_url}{ym}/{slug}-{id7}/",
        kicker=kicker,
        section=section or "",
        section_url=section_url,
        sapo=sapo,
        language=language,
        at=updated or published,
        published_at=published,
        updated_at=updated,
        picture=_picture(picture, known, today),
    )


def _picture(values: list, known: dict[int, Picture | None], today: date) -> Picture | None:
    """None also while it may not be shown: the card is then one of words."""
    if not values or values[0] is None:
        return None
    if values[0] not in known:
        picture = Picture.from_db(connection.alias, PRINTED, values)
        known[values[0]] = picture if picture.usable_on(today) else None
    return known[values[0]]


def places(request):
    """A function from a page's path in the tree to its address: without a host on the site that was asked."""
    here = Site.find_for_request(request)
    roots = [
        (root.root_path, "" if here and root.site_id == here.pk else root.root_url)
        for root in Site.get_site_root_paths()
    ]

    def place(path: str) -> str:
        for root_path, root_url in roots:
            if path.startswith(root_path):
                return f"{root_url}/{path[len(root_path) :]}"
        return ""

    return place


def name_authors(made: Sequence[Card]) -> None:
    by_story: dict[int, list[str]] = {card.story_id: [] for card in made}
    for story_id, pen_name, name in authors_of(*by_story) if by_story else ():
        by_story[story_id].append(pen_name or name)
    for card in made:
        card.authors = by_story[card.story_id]


@Prepared
def authors_of(*stories):
    authors = Credit.objects.filter(story__in=stories, role=CreditRole.AUTHOR).order_by("sort_order")
    return authors.values_list("story_id", "contributor__pen_name", "contributor__name")


def first_of_each(lists: Sequence[dict], limit: int) -> list[list[int]]:
    """Story ids of several newest-first lists, in one query, whatever the size of the archive.

    Each list is columns and their values: `{"section_id": 3}`.
    """
    found: list[list[int]] = [[] for _list in lists]
    if lists:
        sql, values = _newest(lists, limit)
        with connection.cursor() as cursor:
            cursor.execute(f"{sql} ORDER BY list, sorted_at DESC, id DESC", values)
            for place, story_id, _sorted_at, _id in cursor:
                found[place].append(story_id)
    return found


def among(lists: Sequence[dict], limit: int) -> QuerySet:
    """The placements of `first_of_each`, newest first, as a queryset."""
    sql, values = _newest(lists, limit)
    wanted = RawSQL(f"SELECT id FROM ({sql}) AS wanted", values)
    return Placement.objects.filter(pk__in=wanted).order_by("-sorted_at", "-pk")


def _newest(lists: Sequence[dict], limit: int) -> tuple[str, list]:
    """SQL, because no compound of the ORM may hold a LIMIT in its members on SQLite. A member is an index walk that

    stops at its limit.
    """
    table, members, values = Placement._meta.db_table, [], []
    for place, columns in enumerate(lists):
        where = " AND ".join(f"{name} = %s" for name in columns)
        members.append(
            f"SELECT {place} AS list, story_id, sorted_at, id FROM (SELECT story_id, sorted_at, id FROM {table} "
            f"WHERE {where} ORDER BY sorted_at DESC, id DESC LIMIT {limit:d}) AS part{place}"
        )
        values += columns.values()
    return " UNION ALL ".join(members), values
